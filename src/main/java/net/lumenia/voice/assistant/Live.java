package net.lumenia.voice.assistant;

/**
 * What a response of the API says about one value. The four cases must not be mixed up: a value, no
 * value, no mention, and something unreadable.
 */
public sealed interface Live<T> {

  /** The response has a value. */
  record Reported<T>(T value) implements Live<T> {}

  /** The response says that there is no value: JSON {@code null}. */
  record Unset<T>() implements Live<T> {}

  /** The response does not mention it. The API may not echo every field. */
  record Unreported<T>() implements Live<T> {}

  /**
   * The response has something of an unexpected type here. This is a failure only if the field is
   * managed.
   *
   * @param path where in the response, such as {@code assistant.voice.voiceId}
   * @param problem the expected and the found type, such as {@code expected a string, found a
   *     number}; never a value
   */
  record Unreadable<T>(String path, String problem) implements Live<T> {}
}
