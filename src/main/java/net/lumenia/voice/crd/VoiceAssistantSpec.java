package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace's assistant shall be. A component that is null is absent from the spec, and an
 * absent field is not managed; an empty list is not absent.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VoiceAssistantSpec(
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription(
            "The workspace whose assistant this is: exactly one of slug and originalSlug. It can"
                + " not be changed afterwards.")
        WorkspaceSpec workspace,
    @JsonPropertyDescription(
            "The LumeniaAccount through which the API is called. Absent: the one named default in"
                + " the same namespace.")
        @Nullable AccountRef accountRef,
    @Size(max = 65536)
        @JsonPropertyDescription(
            "What the assistant says first, exact to the byte. Absent: not managed. At most 65536"
                + " characters.")
        @Nullable String firstMessage,
    @Size(max = 262144)
        @JsonPropertyDescription(
            "The system prompt, exact to the byte. Absent, and no promptFrom: not managed. At most"
                + " 262144 characters.")
        @Nullable String prompt,
    @JsonPropertyDescription(
            "Takes the prompt from a ConfigMap. At most one of prompt and promptFrom.")
        @Nullable PromptSource promptFrom,
    @JsonPropertyDescription(
            "The voice. Absent: not managed. Without provider only the given keys are managed.")
        @Nullable VoiceSpec voice,
    @JsonPropertyDescription(
            "The transcriber. Absent: not managed. Without provider only the given keys are"
                + " managed.")
        @Nullable TranscriberSpec transcriber,
    @Size(max = 32)
        @JsonPropertyDescription(
            "The voices to fall back to, in order; replaces the whole list. [] clears it. Absent:"
                + " not managed. Every item is complete, provider included. At most 32.")
        @Nullable List<VoiceSpec> fallbackVoices,
    @Size(max = 32)
        @JsonPropertyDescription(
            "The transcribers to fall back to, in order; replaces the whole list. [] clears it."
                + " Absent: not managed. Every item is complete, provider included. At most 32.")
        @Nullable List<TranscriberSpec> fallbackTranscribers,
    @JsonPropertyDescription(
            "The id of the phone number that is linked, 1 to 9007199254740991. Absent: not managed."
                + " The API can not unlink a number: removing this leaves the number linked.")
        @Nullable Long numberId,
    @JsonPropertyDescription(
            "What the operator may do. Apply sends what differs. Plan shows it in status.plan and"
                + " waits for approvedPlan. Observe never writes. Absent: Apply.")
        @Nullable Mode mode,
    @Size(max = 256)
        @JsonPropertyDescription(
            "In mode Plan, the status.plan.hash that may be applied. It fits one change, once.")
        @Nullable String approvedPlan,
    @JsonPropertyDescription(
            "What happens to changes that were made outside. Correct: whatever differs from the"
                + " spec is sent. Report: only what changed in the spec is sent, the rest is shown"
                + " as drift. Refuse: like Report, and a value that the operator did not put there"
                + " is never overwritten. Absent: Correct.")
        @Nullable DriftPolicy driftPolicy,
    @JsonPropertyDescription("While true, nothing is read, written or reported. Absent: false.")
        @Nullable Boolean suspend,
    @Size(max = 32)
        @JsonPropertyDescription(
            "How often the assistant is compared with the spec: hours, minutes and seconds in that"
                + " order, such as 1h30m, 5m or 90s; at least 10s. Absent: the operator's default,"
                + " 5m if it was not changed.")
        @Nullable String resyncInterval,
    @JsonPropertyDescription(
            "How many replaced configurations are kept as ControllerRevisions for a rollback, 0 to"
                + " 100. Absent: 10.")
        @Nullable Integer revisionHistoryLimit) {}
