package net.lumenia.voice.reconcile;

/** What came of looking for the prompt that a spec takes from a ConfigMap. */
sealed interface Prompt {

  /**
   * It is there.
   *
   * @param source where and in which version, to see whether it still is when it is sent
   */
  record Found(String text, Source source) implements Prompt {}

  /**
   * It can't be used.
   *
   * @param message what is wrong and what to do
   */
  record Unavailable(String message) implements Prompt {}

  /** A version of a ConfigMap. */
  record Source(String namespace, String name, String resourceVersion) {}
}
