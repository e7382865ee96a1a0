package net.lumenia.voice.crd;

/** What both kinds share. */
public final class LumeniaApi {

  public static final String GROUP = "voice.lumenia.net";
  public static final String VERSION = "v1alpha1";

  /** {@code kubectl get lumenia} lists both kinds. */
  static final String CATEGORY = "lumenia";

  private LumeniaApi() {}
}
