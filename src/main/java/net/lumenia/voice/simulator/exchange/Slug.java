package net.lumenia.voice.simulator.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The slug of a workspace: the UTF-8 bytes of its name in lowercase hex. */
public final class Slug {

  private static final Pattern HEX = Pattern.compile("(?:[0-9a-f]{2})+");

  private Slug() {}

  public static String of(String name) {
    return HexFormat.of().formatHex(name.getBytes(UTF_8));
  }

  /** The name of the workspace; empty if the slug is not lowercase hex. */
  static Optional<String> name(String slug) {
    return HEX.matcher(slug).matches()
        ? Optional.of(new String(HexFormat.of().parseHex(slug), UTF_8))
        : Optional.empty();
  }
}
