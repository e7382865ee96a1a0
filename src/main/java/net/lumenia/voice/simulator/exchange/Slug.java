package net.lumenia.voice.simulator.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** "The slug in a path is the lower-case hex of the bytes of the workspace's name." */
public final class Slug {

  private static final Pattern HEX = Pattern.compile("(?:[0-9a-f]{2})+");

  private Slug() {}

  public static String of(String name) {
    return HexFormat.of().formatHex(name.getBytes(UTF_8));
  }

  /** The name behind a slug, empty when it is not lower-case hex. */
  static Optional<String> name(String slug) {
    return HEX.matcher(slug).matches()
        ? Optional.of(new String(HexFormat.of().parseHex(slug), UTF_8))
        : Optional.empty();
  }
}
