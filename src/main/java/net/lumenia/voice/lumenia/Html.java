package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okio.ByteString;

/** A page that a proxy puts in place of an answer. */
final class Html {

  /** Looks at every character once, whatever the page. */
  private static final Pattern TITLE =
      Pattern.compile("<title[^<>]*+>([^<]*+)", Pattern.CASE_INSENSITIVE);

  /** Far enough to get past empty lines. */
  static final int START = 256;

  /** A title is near the top of its page. */
  static final int TITLE_WITHIN = 8_192;

  private Html() {}

  /** Whether it starts as markup does: no JSON and no sentence does. */
  static boolean isHtml(ByteString body) {
    return body.substring(0, Math.min(body.size(), START))
        .string(UTF_8)
        .stripLeading()
        .startsWith("<");
  }

  /** The page by its title; never the tag soup. */
  static String describe(ByteString body) {
    Matcher title = TITLE.matcher(body.string(UTF_8));
    return title.find() && !title.group(1).isBlank()
        ? "an HTML page with the title \"%s\"".formatted(title.group(1).strip())
        : "an HTML page";
  }
}
