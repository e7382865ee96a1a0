package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The observed state of an account. A null component is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonClassDescription("The observed state of the account.")
public record LumeniaAccountStatus(
    @JsonPropertyDescription("The metadata.generation that this status is based on.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Ready; also Reconciling while the operator retries, and Stalled while only a person can"
                + " fix the problem.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("The catalog that was read last.") @Nullable CatalogStatus catalog,
    @JsonPropertyDescription(
            "The circuit breaker of this account. Closed: requests are sent. Open: no requests are"
                + " sent, because too many failed or the API asked to wait. HalfOpen: one probe is"
                + " sent.")
        @Nullable Circuit circuit,
    @JsonPropertyDescription(
            "The shortest resync interval that the request budget of this account allows. Absent:"
                + " the budget is enough for all resync intervals.")
        @Nullable String effectiveResyncInterval,
    @JsonPropertyDescription(
            "A fingerprint of the base URL and account ID for which the API has accepted a token. It"
                + " stays when a token is rejected later, so that workspaces keep their owner.")
        @Nullable String accepted,
    @JsonPropertyDescription(
            "The value of the annotation voice.lumenia.net/reconcile-requested-at for which the operator"
                + " has made a check. Of a value longer than 256 characters, its length and digest.")
        @Nullable String lastHandledReconcileAt) {

  private static final LumeniaAccountStatus EMPTY =
      new LumeniaAccountStatus(null, null, null, null, null, null, null);

  /** The status of an account that has not been checked yet. */
  public static LumeniaAccountStatus empty() {
    return EMPTY;
  }

  /** A summary of a catalog. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CatalogStatus(
      @JsonPropertyDescription("A hash of the catalog.") @Nullable String hash,
      @JsonPropertyDescription("When the catalog was first read.") @Nullable String time,
      @JsonPropertyDescription("The providers in the catalog.") @Nullable Providers providers) {}

  /** The names of the providers in a catalog. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Providers(
      @JsonPropertyDescription("The voice providers.") @Nullable List<String> voice,
      @JsonPropertyDescription("The transcriber providers.") @Nullable List<String> transcriber) {}
}
