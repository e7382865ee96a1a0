package net.lumenia.voice.cluster.cache;

import net.lumenia.voice.crd.ConfigMapKeyRef;

/** The prompt that a spec takes from a ConfigMap, or why there is none. */
public sealed interface Prompt {

  /**
   * The ConfigMap has a usable prompt.
   *
   * @param source for the check before it is sent
   */
  record Found(String text, Source source) implements Prompt {}

  /**
   * There is no usable prompt.
   *
   * @param message what is wrong and what to do
   */
  record Unavailable(String message) implements Prompt {}

  /**
   * The origin and version of a prompt.
   *
   * @param digest of the text, as {@link PromptEntry.Text}
   */
  record Source(String namespace, ConfigMapKeyRef reference, String digest) {}
}
