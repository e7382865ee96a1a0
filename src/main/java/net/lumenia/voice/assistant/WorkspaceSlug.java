package net.lumenia.voice.assistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/**
 * The slug that identifies a workspace in the API's paths: "the lower-case hex of the bytes of the
 * workspace's name (`acme` -> `61636d65`)".
 *
 * @param text as it stands in a path
 */
public record WorkspaceSlug(String text) {

  /** The slug of a workspace that is known by its name, the API's {@code originalSlug}. */
  public static WorkspaceSlug ofName(String originalSlug) {
    return new WorkspaceSlug(HexFormat.of().formatHex(originalSlug.getBytes(UTF_8)));
  }

  @Override
  public String toString() {
    return text;
  }
}
