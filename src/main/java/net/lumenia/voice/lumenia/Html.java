package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okio.ByteString;

/** An HTML page, which a proxy sent instead of the API. */
final class Html {

  /** Possessive, so that matching takes linear time. */
  private static final Pattern TITLE =
      Pattern.compile("<title[^<>]*+>([^<]*+)", Pattern.CASE_INSENSITIVE);

  /** The bytes to inspect, enough to skip empty lines. */
  static final int START = 256;

  /** The bytes in which a title is found. */
  static final int TITLE_WITHIN = 8_192;

  private Html() {}

  /** Whether the body starts with markup. */
  static boolean isHtml(ByteString body) {
    return body.substring(0, Math.min(body.size(), START))
        .string(UTF_8)
        .stripLeading()
        .startsWith("<");
  }

  /** Describes a page by its title. */
  static String describe(ByteString body) {
    Matcher title = TITLE.matcher(body.string(UTF_8));
    return title.find() && !title.group(1).isBlank()
        ? "an HTML page with the title \"%s\"".formatted(title.group(1).strip())
        : "an HTML page";
  }
}
