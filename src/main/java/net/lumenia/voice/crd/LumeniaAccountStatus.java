package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator found out about an account. A component that is null is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonClassDescription("What the operator found out about the account.")
public record LumeniaAccountStatus(
    @JsonPropertyDescription("The metadata.generation that this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Ready, and while they hold Reconciling (the operator will try again) and Stalled (only"
                + " a person can help).")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("The catalogue that was read last.") @Nullable CatalogStatus catalog,
    @JsonPropertyDescription(
            "The circuit breaker of this account. Closed: requests go through. Open: none does,"
                + " because too many failed or the API asked to be left alone. HalfOpen: a probe"
                + " decides.")
        @Nullable Circuit circuit,
    @JsonPropertyDescription(
            "The shortest interval at which the assistants of this account are compared, when the"
                + " request budget does not carry what they ask for.")
        @Nullable String effectiveResyncInterval,
    @JsonPropertyDescription(
            "A fingerprint of the base URL and the account id for which the API has accepted a key. It"
                + " stays when a key is refused later, so that no workspace changes hands for that.")
        @Nullable String accepted) {

  private static final LumeniaAccountStatus EMPTY =
      new LumeniaAccountStatus(null, null, null, null, null, null);

  /** The status of an account that nobody has looked at yet. */
  public static LumeniaAccountStatus empty() {
    return EMPTY;
  }

  /** A catalogue in short. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CatalogStatus(
      @JsonPropertyDescription("A hash of the catalogue; another hash is another catalogue.")
          @Nullable String hash,
      @JsonPropertyDescription("When it was read.") @Nullable String time,
      @JsonPropertyDescription("The providers in it.") @Nullable Providers providers) {}

  /** The names of the providers in a catalogue. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Providers(
      @JsonPropertyDescription("The providers of voices.") @Nullable List<String> voice,
      @JsonPropertyDescription("The providers of transcribers.")
          @Nullable List<String> transcriber) {}
}
