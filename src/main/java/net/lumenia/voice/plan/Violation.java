package net.lumenia.voice.plan;

/**
 * A value that must not be sent.
 *
 * @param path where in the resource, such as {@code spec.voice}
 * @param message what is wrong, what is allowed, and what to do
 */
public record Violation(String path, String message) {

  @Override
  public String toString() {
    return path + ": " + message;
  }
}
