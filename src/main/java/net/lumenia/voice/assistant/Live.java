package net.lumenia.voice.assistant;

/**
 * What an answer of the API says about one thing. Four different things that must never be mixed
 * up: a value, "it has none", silence, and something that can't be read.
 */
public sealed interface Live<T> {

  /** The answer shows a value. */
  record Reported<T>(T value) implements Live<T> {}

  /** The answer says that there is no value: JSON {@code null}. */
  record Unset<T>() implements Live<T> {}

  /** The answer does not mention it. The API may not echo every field. */
  record Unreported<T>() implements Live<T> {}

  /**
   * The answer has something here that is not of the expected kind. That is a failure only where it
   * is managed.
   *
   * @param path where in the answer, such as {@code assistant.voice.voiceId}
   * @param problem what was expected and what is there, such as {@code expected a string, found a
   *     number}; never a value
   */
  record Unreadable<T>(String path, String problem) implements Live<T> {}
}
