package net.lumenia.voice.assistant;

import java.util.List;

/**
 * "Allowed values for voice/transcriber are governed by GET /v1/voice-integration/catalog". Two
 * catalogs are equal if they allow the same, in whatever order they list it.
 *
 * @param voiceProviders {@code voice.providers[].value}
 * @param transcriberProviders {@code transcriber.providers[].value}
 */
public record Catalog(
    AllowedValues<VoiceProvider> voiceProviders,
    AllowedValues<TranscriberProvider> transcriberProviders) {

  /**
   * What the catalog says about a provider of voices.
   *
   * @param voiceIds {@code voice.providers[vapi].voiceIds[].value}
   * @param models {@code voice.providers[11labs].models[].value}
   */
  public record VoiceProvider(AllowedValues<Plain> voiceIds, AllowedValues<Plain> models) {
    static final VoiceProvider UNKNOWN =
        new VoiceProvider(AllowedValues.anything(), AllowedValues.anything());
  }

  /** What the catalog says about a provider of transcribers: "model must belong to it". */
  public record TranscriberProvider(AllowedValues<TranscriberModel> models) {
    static final TranscriberProvider UNKNOWN = new TranscriberProvider(AllowedValues.anything());
  }

  /** What the catalog says about a transcriber's model: "language must belong to it". */
  public record TranscriberModel(AllowedValues<Plain> languages) {
    static final TranscriberModel UNKNOWN = new TranscriberModel(AllowedValues.anything());
  }

  /** A value about which there is nothing more to say. */
  public record Plain() {}

  /**
   * What speaks against a value that the API would show for a field, or shows; empty if nothing
   * that is known does. A key that is unreported or unreadable is not judged, nor is what depends
   * on it.
   */
  public List<CatalogViolation> violations(Field field, LiveValue value) {
    return CatalogCheck.violations(this, field, value);
  }

  /**
   * A fingerprint of what is allowed, the same for equal catalogs and for no others: a server that
   * lists things in another order has not changed anything. 64 hex digits. Computed on every call,
   * in linear time.
   */
  public String fingerprint() {
    return CatalogHash.of(this);
  }

  /** About how much memory it takes, in bytes. Computed on every call, in linear time. */
  public long footprint() {
    return CatalogFootprint.of(this);
  }
}
