package net.lumenia.voice.crd;

/** What came of reading JSON into a record. */
public sealed interface Decoded<T> {

  /** It could be read. That says nothing about the CRD's rules. */
  record Valid<T>(T value) implements Decoded<T> {}

  /**
   * It can't be read.
   *
   * @param path where, such as {@code spec.fallbackVoices[1].voiceId}
   * @param problem what was expected and what is there, such as {@code expected a string, found a
   *     number}
   */
  record Invalid<T>(String path, String problem) implements Decoded<T> {}
}
