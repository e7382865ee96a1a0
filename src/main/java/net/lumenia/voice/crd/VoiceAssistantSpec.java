package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace's assistant shall be. A component that is null is absent from the spec, and an
 * absent field is not managed; an empty list is not absent.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "has(self.firstMessage) || has(self.prompt) || has(self.promptFrom) || has(self.voice) || has(self.transcriber) || has(self.fallbackVoices) || has(self.fallbackTranscribers) || has(self.numberId)",
    message =
        "give at least one field to manage: firstMessage, prompt, promptFrom, voice, transcriber, fallbackVoices, fallbackTranscribers or numberId")
@ValidationRule(
    value = "!has(self.prompt) || !has(self.promptFrom)",
    fieldPath = ".promptFrom",
    message = "give at most one of prompt and promptFrom: remove one of them")
@ValidationRule(
    value = "!has(self.firstMessage) || self.firstMessage.trim() != ''",
    fieldPath = ".firstMessage",
    message = "firstMessage must not be blank: give a value or leave firstMessage out")
@ValidationRule(
    value = "!has(self.prompt) || self.prompt.trim() != ''",
    fieldPath = ".prompt",
    message = "prompt must not be blank: give a value or leave prompt out")
@ValidationRule(
    value = "!has(self.numberId) || (self.numberId >= 1 && self.numberId <= 9007199254740991)",
    fieldPath = ".numberId",
    message =
        "numberId must be 1 to 9007199254740991: give the id of one of the organization's numbers, or leave numberId out to keep the linked one")
@ValidationRule(
    value = "!has(self.approvedPlan) || self.approvedPlan.trim() != ''",
    fieldPath = ".approvedPlan",
    message =
        "approvedPlan must not be blank: copy status.plan.hash, or leave approvedPlan out to approve nothing")
@ValidationRule(
    value =
        "!has(self.resyncInterval) || (self.resyncInterval != '' && self.resyncInterval.matches('^([0-9]{1,5}h)?([0-9]{1,5}m)?([0-9]{1,5}s)?$') && duration(self.resyncInterval) >= duration('10s'))",
    fieldPath = ".resyncInterval",
    message =
        "give resyncInterval as hours, minutes and seconds in that order, such as 1h30m, 5m or 90s, and at least 10s")
@ValidationRule(
    value =
        "!has(self.revisionHistoryLimit) || (self.revisionHistoryLimit >= 0 && self.revisionHistoryLimit <= 100)",
    fieldPath = ".revisionHistoryLimit",
    message = "revisionHistoryLimit must be 0 to 100; leave it out for the default of 10")
@JsonClassDescription(
    "What the assistant shall be. An absent field is not managed: it is never sent "
        + "and never reported as drift. At least one field to manage must be given.")
public record VoiceAssistantSpec(
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription(
            "The workspace whose assistant this is: exactly one of slug and originalSlug. It"
                + " cannot be changed afterwards.")
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
                + " The API cannot unlink a number: removing this leaves the number linked.")
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
