package net.lumenia.voice.crd;

/** What all kinds share. */
final class LumeniaApi {

  static final String GROUP = "voice.lumenia.net";
  static final String VERSION = "v1alpha1";

  /** {@code kubectl get lumenia} lists all kinds. */
  static final String CATEGORY = "lumenia";

  private LumeniaApi() {}
}
