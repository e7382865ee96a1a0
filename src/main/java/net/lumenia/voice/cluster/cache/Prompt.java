package net.lumenia.voice.cluster.cache;

import net.lumenia.voice.crd.ConfigMapKeyRef;

/** What came of looking for the prompt that a spec takes from a ConfigMap. */
public sealed interface Prompt {

  /**
   * It is there.
   *
   * @param source where it is, to see whether it still is when it is sent
   */
  record Found(String text, Source source) implements Prompt {}

  /**
   * It can't be used.
   *
   * @param message what is wrong and what to do
   */
  record Unavailable(String message) implements Prompt {}

  /**
   * Where a prompt is.
   *
   * @param digest of the text, as {@link PromptEntry.Text}
   */
  record Source(String namespace, ConfigMapKeyRef reference, String digest) {}
}
