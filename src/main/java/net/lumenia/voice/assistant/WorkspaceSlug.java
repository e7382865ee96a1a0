package net.lumenia.voice.assistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/**
 * The slug that identifies a workspace in the API's paths: the lower-case hex digits of the UTF-8
 * bytes of the workspace's name, such as {@code 61636d65} for {@code acme}.
 *
 * @param text as in a path
 */
public record WorkspaceSlug(String text) {

  /** The slug of the workspace with this name, the API's {@code originalSlug}. */
  public static WorkspaceSlug ofName(String originalSlug) {
    return new WorkspaceSlug(HexFormat.of().formatHex(originalSlug.getBytes(UTF_8)));
  }

  @Override
  public String toString() {
    return text;
  }
}
