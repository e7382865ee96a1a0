package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator found and did. A component that is null is absent from the status; an empty
 * list is not absent. Nothing in here has a shape rule, because a live value that breaks one must
 * be shown all the same. Times are RFC 3339 in UTC.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonClassDescription("What the operator found and did.")
public record VoiceAssistantStatus(
    @JsonPropertyDescription("The metadata.generation that this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The workspace as it stands in the API's paths.")
        @Nullable String workspaceSlug,
    @JsonPropertyDescription(
            "Ready and Drifted, and while they hold Reconciling (the operator will try again) and"
                + " Stalled (only a person can help).")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("What the columns of kubectl get show.") @Nullable Summary summary,
    @JsonPropertyDescription("What the API last said about the assistant; texts as digests.")
        @Nullable AssistantStatus assistant,
    @JsonPropertyDescription(
            "Where the assistant is not what the spec says; texts as digests. At most 32 entries.")
        @Nullable List<DriftEntry> drift,
    @JsonPropertyDescription("The change that waits, while one does.") @Nullable PlanStatus plan,
    @JsonPropertyDescription("The last PATCH that was sent.") @Nullable LastPatch lastPatch,
    @JsonPropertyDescription(
            "A hash of every managed field's value as it was last proven or sent. This is how a"
                + " change in the spec is told from a change outside.")
        @Nullable Map<String, String> applied,
    @JsonPropertyDescription("The managed fields that the API does not show.")
        @Nullable List<String> unreported,
    @JsonPropertyDescription(
            "The fields that the API does not take as they are sent. They are not sent again until"
                + " the spec or the live value changes.")
        @Nullable Map<String, Unconverged> unconverged,
    @JsonPropertyDescription(
            "The fields that were lately set back to what the spec says, because somebody else had"
                + " changed them. Gone when it was long enough ago.")
        @Nullable Map<String, Corrections> corrections,
    @JsonPropertyDescription(
            "When the assistant was last seen to be what the spec says; refreshed at most hourly"
                + " when nothing else changes.")
        @Nullable String lastVerifiedTime) {

  private static final VoiceAssistantStatus EMPTY =
      new VoiceAssistantStatus(
          null, null, null, null, null, null, null, null, null, null, null, null, null);

  /** The status of a resource that nobody has looked at yet. */
  public static VoiceAssistantStatus empty() {
    return EMPTY;
  }

  /** Short forms for people, because a column can neither count nor concatenate. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Summary(
      @JsonPropertyDescription("The live voice as provider/voiceId.") @Nullable String voice,
      @JsonPropertyDescription("The id of the linked phone number.") @Nullable Long number,
      @JsonPropertyDescription("How many fields drift.") @Nullable Integer drift) {}

  /** The live assistant. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AssistantStatus(
      @JsonPropertyDescription("The first message as length and digest.")
          @Nullable String firstMessage,
      @JsonPropertyDescription("The prompt as length and digest.") @Nullable String prompt,
      @JsonPropertyDescription("The voice.") @Nullable VoiceStatus voice,
      @JsonPropertyDescription("The transcriber.") @Nullable TranscriberStatus transcriber,
      @JsonPropertyDescription("The voices to fall back to, in order.")
          @Nullable List<VoiceStatus> fallbackVoices,
      @JsonPropertyDescription("The transcribers to fall back to, in order.")
          @Nullable List<TranscriberStatus> fallbackTranscribers,
      @JsonPropertyDescription("The id of the linked phone number.") @Nullable Long numberId) {}

  /** A live voice. Not a {@link VoiceSpec}, which has rules. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record VoiceStatus(
      @JsonPropertyDescription("Who speaks.") @Nullable String provider,
      @JsonPropertyDescription("The voice, as the provider names it.") @Nullable String voiceId,
      @JsonPropertyDescription("The speech model.") @Nullable String model) {}

  /** A live transcriber. Not a {@link TranscriberSpec}, which has rules. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TranscriberStatus(
      @JsonPropertyDescription("Who listens.") @Nullable String provider,
      @JsonPropertyDescription("The recognition model.") @Nullable String model,
      @JsonPropertyDescription("The language that is spoken.") @Nullable String language) {}

  /** One difference between spec and live. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DriftEntry(
      @JsonPropertyDescription("The spec's field, such as voice.voiceId.") @Nullable String field,
      @JsonPropertyDescription("What the spec says.") @Nullable String desired,
      @JsonPropertyDescription("What the API says. Absent: it has no value.") @Nullable String live,
      @JsonPropertyDescription("When it was first seen.") @Nullable String since,
      @JsonPropertyDescription(
              "True: it was as declared, and was changed outside of this resource. Absent: the spec"
                  + " changed, or nobody knows.")
          @Nullable Boolean outside) {}

  /** A change that waits for approval. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PlanStatus(
      @JsonPropertyDescription("What spec.approvedPlan must be for this change to be sent.")
          @Nullable String hash,
      @JsonPropertyDescription("The fields that would be sent.") @Nullable List<String> fields) {}

  /** What was sent last. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LastPatch(
      @JsonPropertyDescription("When it was sent.") @Nullable String time,
      @JsonPropertyDescription("The metadata.generation that it came from.")
          @Nullable Long generation,
      @JsonPropertyDescription("The fields that were sent.") @Nullable List<String> fields,
      @JsonPropertyDescription("A hash of the body.") @Nullable String patchHash,
      @JsonPropertyDescription(
              "The fields that the API does not show as declared since, the ones sent or others that"
                  + " changed with them; none: it is proven.")
          @Nullable List<String> unproven,
      @JsonPropertyDescription(
              "A hash of what each unproven field showed before it was sent: a stale read shows it"
                  + " again.")
          @Nullable Map<String, String> replaced,
      @JsonPropertyDescription(
              "True: its own answer is the proof, and what is read may be something else.")
          @Nullable Boolean answered) {}

  /** A field that stays different however often it is sent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Unconverged(
      @JsonPropertyDescription("A hash of what was sent.") @Nullable String desired,
      @JsonPropertyDescription("A hash of what the API made of it.") @Nullable String live,
      @JsonPropertyDescription(
              "True: nothing was seen to change yet, so the next live value is taken for what the"
                  + " API made of it.")
          @Nullable Boolean unseen) {}

  /** How often a field was set back. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Corrections(
      @JsonPropertyDescription("When it was set back, the last time last; at most five times.")
          @Nullable List<String> recent,
      @JsonPropertyDescription(
              "How many pauses there were since it is Flapping, the present one included: the next"
                  + " correction comes 1, 2, 4, 8, 16 and then 30 minutes after the last one."
                  + " Absent: it is not Flapping.")
          @Nullable Integer backoffs) {}
}
