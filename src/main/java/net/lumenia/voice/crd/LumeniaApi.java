package net.lumenia.voice.crd;

/** What all kinds share. */
public final class LumeniaApi {

  public static final String GROUP = "voice.lumenia.net";
  public static final String VERSION = "v1alpha1";

  /** {@code kubectl get lumenia} lists all kinds. */
  static final String CATEGORY = "lumenia";

  private LumeniaApi() {}
}
