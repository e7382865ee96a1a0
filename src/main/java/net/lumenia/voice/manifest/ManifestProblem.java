package net.lumenia.voice.manifest;

import net.lumenia.voice.assistant.ServerText;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an input.
 *
 * @param file as the user named it
 * @param position null if it is about the whole file
 * @param object the place of the object that has the problem; the file if it has no objects
 * @param path in the object; may be empty
 * @param isUnreadable whether the input could not be read at all; otherwise an object is invalid
 */
public record ManifestProblem(
    String file,
    @Nullable Position position,
    String object,
    String path,
    String message,
    boolean isUnreadable) {

  static ManifestProblem unreadable(String file, String message) {
    return new ManifestProblem(file, null, file, "", message, true);
  }

  static ManifestProblem unreadable(String file, Malformed malformed) {
    return new ManifestProblem(
        file, malformed.position(), file, malformed.path(), malformed.problem(), true);
  }

  /** Where it is: {@code file}, or {@code file:line:column}. */
  public String place() {
    return position == null ? file : file + ":" + position;
  }

  /** One line: where it is, and what is wrong. */
  @Override
  public String toString() {
    return ServerText.visible(
        "%s: %s%s".formatted(place(), path.isEmpty() ? "" : path + ": ", message));
  }
}
