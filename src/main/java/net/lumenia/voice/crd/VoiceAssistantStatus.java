package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The observed state of an assistant. A null component is absent from the status; an empty list is
 * not absent. Status has no CEL rules, because live values that break a rule must be shown, too.
 * Times are RFC 3339 in UTC.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonClassDescription("The observed state of the assistant, and what the operator did.")
public record VoiceAssistantStatus(
    @JsonPropertyDescription("The metadata.generation that this status is based on.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The workspace as it appears in the API's paths.")
        @Nullable String workspaceSlug,
    @JsonPropertyDescription(
            "Ready and Drifted; also Reconciling while the operator retries, and Stalled while only"
                + " a person can fix the problem.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Short values for the columns of kubectl get.")
        @Nullable Summary summary,
    @JsonPropertyDescription("The live assistant as the API last reported it; texts as digests.")
        @Nullable AssistantStatus assistant,
    @JsonPropertyDescription(
            "The differences between the spec and the live assistant; texts as digests. At most 32 entries.")
        @Nullable List<DriftEntry> drift,
    @JsonPropertyDescription("The change that waits for approval, if there is one.")
        @Nullable PlanStatus plan,
    @JsonPropertyDescription("The last PATCH that the operator sent.")
        @Nullable LastPatch lastPatch,
    @JsonPropertyDescription(
            "The managed fields by their names in the spec: the state of each, and what the operator"
                + " remembers of it.")
        @Nullable Map<String, FieldStatus> fields,
    @JsonPropertyDescription(
            "The value of the annotation voice.lumenia.net/reconcile-requested-at for which the operator"
                + " has made a check. Of a value longer than 256 characters, its length and digest.")
        @Nullable String lastHandledReconcileAt,
    @JsonPropertyDescription(
            "When the assistant was last seen in sync with the spec; refreshed at most hourly when"
                + " nothing else changes.")
        @Nullable String lastVerifiedTime) {

  private static final VoiceAssistantStatus EMPTY =
      new VoiceAssistantStatus(null, null, null, null, null, null, null, null, null, null, null);

  /** The status of a resource that has not been checked yet. */
  public static VoiceAssistantStatus empty() {
    return EMPTY;
  }

  /** Values for printer columns, which can neither count nor concatenate. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Summary(
      @JsonPropertyDescription("The live voice as provider/voiceId.") @Nullable String voice,
      @JsonPropertyDescription("The ID of the linked phone number.") @Nullable Long number,
      @JsonPropertyDescription("The number of fields that differ from the spec.")
          @Nullable Integer drift) {}

  /** The live assistant. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AssistantStatus(
      @JsonPropertyDescription("The length and digest of the first message.")
          @Nullable String firstMessage,
      @JsonPropertyDescription("The length and digest of the prompt.") @Nullable String prompt,
      @JsonPropertyDescription("The voice.") @Nullable VoiceStatus voice,
      @JsonPropertyDescription("The transcriber.") @Nullable TranscriberStatus transcriber,
      @JsonPropertyDescription("The fallback voices, in order.")
          @Nullable List<VoiceStatus> fallbackVoices,
      @JsonPropertyDescription("The fallback transcribers, in order.")
          @Nullable List<TranscriberStatus> fallbackTranscribers,
      @JsonPropertyDescription("The ID of the linked phone number.") @Nullable Long numberId,
      @JsonPropertyDescription(
              "The linked phone number in E.164 form. Only if spec.phoneNumber is given, and the"
                  + " account's list of numbers has the ID.")
          @Nullable String phoneNumber) {}

  /** A live voice. Not a {@link VoiceSpec}, because that has CEL rules. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record VoiceStatus(
      @JsonPropertyDescription("The voice provider.") @Nullable String provider,
      @JsonPropertyDescription("The provider's ID of the voice.") @Nullable String voiceId,
      @JsonPropertyDescription("The speech model.") @Nullable String model) {}

  /** A live transcriber. Not a {@link TranscriberSpec}, because that has CEL rules. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TranscriberStatus(
      @JsonPropertyDescription("The speech recognition provider.") @Nullable String provider,
      @JsonPropertyDescription("The recognition model.") @Nullable String model,
      @JsonPropertyDescription("The spoken language.") @Nullable String language) {}

  /** One difference between spec and live. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DriftEntry(
      @JsonPropertyDescription("The path in the spec, such as voice.voiceId.")
          @Nullable String field,
      @JsonPropertyDescription("The value in the spec.") @Nullable String desired,
      @JsonPropertyDescription("The live value. Absent: the API reports none.")
          @Nullable String live,
      @JsonPropertyDescription(
              "What differs, if a reader does not see it: white space, line ends, Unicode"
                  + " normalization or invisible characters. Absent: the difference is visible.")
          @Nullable String invisible,
      @JsonPropertyDescription("When the difference was first seen.") @Nullable String since,
      @JsonPropertyDescription(
              "True: the field was in sync and was changed outside Git. Absent: the spec changed, or"
                  + " the cause is unknown.")
          @Nullable Boolean outside) {}

  /** A change that waits for approval. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PlanStatus(
      @JsonPropertyDescription("The value of spec.approvedPlan that approves this change.")
          @Nullable String hash,
      @JsonPropertyDescription("The fields that the change would send.")
          @Nullable List<String> fields) {}

  /** The last PATCH. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LastPatch(
      @JsonPropertyDescription("When the PATCH was sent.") @Nullable String time,
      @JsonPropertyDescription("The metadata.generation that the PATCH was made from.")
          @Nullable Long generation,
      @JsonPropertyDescription("The fields in the PATCH.") @Nullable List<String> fields,
      @JsonPropertyDescription("A hash of the PATCH's body.") @Nullable String patchHash,
      @JsonPropertyDescription(
              "The keys that the PATCH removed from the live assistant although a spec cannot have"
                  + " them, such as fallbackVoices[0].speed. A revision has their values. At most 32"
                  + " entries.")
          @Nullable List<String> lostKeys,
      @JsonPropertyDescription(
              "In mode Plan, the hash of the approved plan. Absent: the change needed no approval.")
          @Nullable String planHash,
      @JsonPropertyDescription(
              "In mode Plan, the user who approved, as the annotation voice.lumenia.net/approved-by"
                  + " says. The chart's admission policies write it; without them, everyone who may"
                  + " edit the object can.")
          @Nullable String approvedBy,
      @JsonPropertyDescription(
              "In mode Plan, the correlation id in the log lines and API requests of this change.")
          @Nullable String correlationId) {}

  /** A managed field. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FieldStatus(
      @JsonPropertyDescription(
              "InSync, Pending (differs, and will be sent or waits for the account or an approval),"
                  + " Verifying (sent, and not shown by the API yet), DriftReported, DriftConflict,"
                  + " Invalid, NotConverging or Flapping.")
          @Nullable String state,
      @JsonPropertyDescription(
              "A hash of the desired value that was last proven or sent; of a voice or transcriber one"
                  + " per key. It tells a change in the spec from drift.")
          @Nullable Map<String, String> applied,
      @JsonPropertyDescription("True: the API does not report the field, or some of its keys.")
          @Nullable Boolean unreported,
      @JsonPropertyDescription("The keys of a voice or transcriber that the API does not report.")
          @Nullable List<String> unreportedKeys,
      @JsonPropertyDescription(
              "True: the response to the last PATCH of the field is its only proof; a later GET may"
                  + " differ.")
          @Nullable Boolean answered,
      @JsonPropertyDescription(
              "While Verifying, a hash of the live value before the PATCH. It identifies stale reads.")
          @Nullable String replaced,
      @JsonPropertyDescription(
              "A hash of the value that the API stored instead of the one that was sent twice.")
          @Nullable String stored,
      @JsonPropertyDescription(
              "True: the live value has not changed since the second PATCH. The next live value counts"
                  + " as the one that the API stored.")
          @Nullable Boolean unseen,
      @JsonPropertyDescription(
              "The recent corrections of drift. Removed when they are too old to count.")
          @Nullable Corrections corrections) {}

  /** The recent corrections of a field. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Corrections(
      @JsonPropertyDescription("The times of the last corrections, oldest first; at most five.")
          @Nullable List<String> recent,
      @JsonPropertyDescription(
              "The number of pauses since the field is Flapping, including the current one. Pauses"
                  + " last 1, 2, 4, 8, 16 and then 30 minutes. Absent: the field is not Flapping.")
          @Nullable Integer pauses) {}
}
