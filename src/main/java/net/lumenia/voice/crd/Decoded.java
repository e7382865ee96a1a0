package net.lumenia.voice.crd;

/** The result of decoding JSON into a record. */
public sealed interface Decoded<T> {

  /** The JSON was decoded. It may still violate the CRD's CEL rules. */
  record Valid<T>(T value) implements Decoded<T> {}

  /**
   * The JSON could not be decoded.
   *
   * @param path the invalid value, such as {@code spec.fallbackVoices[1].voiceId}
   * @param problem what was expected and what was found, such as {@code expected a string, found a
   *     number}
   */
  record Invalid<T>(String path, String problem) implements Decoded<T> {}
}
