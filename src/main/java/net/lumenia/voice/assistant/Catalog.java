package net.lumenia.voice.assistant;

import java.util.List;

/**
 * The values that the API allows for voices and transcribers. Two catalogs are equal if they allow
 * the same values, in any order.
 *
 * @param voiceProviders {@code voice.providers[].value}
 * @param transcriberProviders {@code transcriber.providers[].value}
 */
public record Catalog(
    AllowedValues<VoiceProvider> voiceProviders,
    AllowedValues<TranscriberProvider> transcriberProviders) {

  /**
   * What a provider of voices allows.
   *
   * @param voiceIds {@code voice.providers[vapi].voiceIds[].value}
   * @param models {@code voice.providers[11labs].models[].value}
   */
  public record VoiceProvider(AllowedValues<Plain> voiceIds, AllowedValues<Plain> models) {
    static final VoiceProvider UNKNOWN =
        new VoiceProvider(AllowedValues.anything(), AllowedValues.anything());
  }

  /** What a provider of transcribers allows. */
  public record TranscriberProvider(AllowedValues<TranscriberModel> models) {
    static final TranscriberProvider UNKNOWN = new TranscriberProvider(AllowedValues.anything());
  }

  /** What a model of a transcriber allows. */
  public record TranscriberModel(AllowedValues<Plain> languages) {
    static final TranscriberModel UNKNOWN = new TranscriberModel(AllowedValues.anything());
  }

  /** A value without details. */
  public record Plain() {}

  /**
   * Why a live or expected value of a field is not allowed; empty if it is allowed or if the
   * catalog does not say. Skips unreported and unreadable keys, and the keys that depend on them.
   */
  public List<CatalogViolation> violations(Field field, LiveValue value) {
    return CatalogCheck.violations(this, field, value);
  }

  /**
   * A hash of the allowed values, independent of their order. 64 hex digits. Every call computes it
   * in linear time.
   */
  public String fingerprint() {
    return CatalogHash.of(this);
  }

  /** The approximate size in memory, in bytes. Every call computes it in linear time. */
  public long footprint() {
    return CatalogFootprint.of(this);
  }
}
