package net.lumenia.voice.assistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The slug that identifies a workspace in the API's paths: the lower-case hex digits of the UTF-8
 * bytes of the workspace's name, such as {@code 61636d65} for {@code acme}.
 *
 * @param text as in a path
 */
public record WorkspaceSlug(String text) {

  private static final Pattern BYTES = Pattern.compile("(?:[0-9A-Fa-f]{2})+");

  /** The slug of the workspace with this name, the API's {@code originalSlug}. */
  public static WorkspaceSlug ofName(String originalSlug) {
    return new WorkspaceSlug(HexFormat.of().formatHex(originalSlug.getBytes(UTF_8)));
  }

  /** The name of the workspace; empty if the slug is not the hex of UTF-8 bytes. */
  public Optional<String> name() {
    if (!BYTES.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      var bytes = ByteBuffer.wrap(HexFormat.of().parseHex(text));
      return Optional.of(UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * The spelling by which workspaces are compared: hex of a name in lower case, everything else as
   * it is. Requests use the slug as it is written.
   */
  public WorkspaceSlug canonical() {
    String lowerCase = text.toLowerCase(Locale.ROOT);
    return lowerCase.equals(text) || name().isEmpty() ? this : new WorkspaceSlug(lowerCase);
  }

  @Override
  public String toString() {
    return text;
  }
}
