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
 * The desired configuration of a workspace's assistant. A null component is absent from the spec,
 * and an absent field is not managed. An empty list is not absent.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "has(self.firstMessage) || has(self.prompt) || has(self.promptFrom) || has(self.voice) || has(self.transcriber) || has(self.fallbackVoices) || has(self.fallbackTranscribers) || has(self.numberId) || has(self.phoneNumber)",
    message =
        "give at least one field to manage: firstMessage, prompt, promptFrom, voice, transcriber, fallbackVoices, fallbackTranscribers, numberId or phoneNumber")
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
    value = "!has(self.numberId) || !has(self.phoneNumber)",
    fieldPath = ".phoneNumber",
    message = "give at most one of numberId and phoneNumber: remove one of them")
@ValidationRule(
    value = "!has(self.phoneNumber) || self.phoneNumber.matches('" + Names.PHONE_NUMBER + "')",
    fieldPath = ".phoneNumber",
    message =
        "phoneNumber must be in E.164 form: a plus sign, the country code and the rest, 7 to 15 digits and nothing else, such as +493012345678",
    messageExpression = VoiceAssistantSpec.MEANT_NUMBER)
@ValidationRule(
    value = "!has(self.approvedPlan) || self.approvedPlan.trim() != ''",
    fieldPath = ".approvedPlan",
    message =
        "approvedPlan must not be blank: copy status.plan.hash, or leave approvedPlan out to approve nothing")
@ValidationRule(
    value =
        "!has(self.resyncInterval) || (self.resyncInterval != '' && self.resyncInterval.matches('"
            + Names.INTERVAL
            + "') && duration(self.resyncInterval) >= duration('10s'))",
    fieldPath = ".resyncInterval",
    message =
        "give resyncInterval as hours, minutes and seconds in that order, such as 1h30m, 5m or 90s, and at least 10s")
@ValidationRule(
    value =
        "!has(self.revisionHistoryLimit) || (self.revisionHistoryLimit >= 0 && self.revisionHistoryLimit <= 100)",
    fieldPath = ".revisionHistoryLimit",
    message = "revisionHistoryLimit must be 0 to 100; leave it out for the default of 10")
@JsonClassDescription(
    "The desired configuration of the assistant. An absent field is not managed: it is never sent "
        + "and never reported as drift. At least one managed field is required.")
public record VoiceAssistantSpec(
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription(
            "The workspace whose assistant to manage: exactly one of slug and originalSlug."
                + " Immutable.")
        WorkspaceSpec workspace,
    @JsonPropertyDescription(
            "The LumeniaAccount that the operator uses to call the API. Absent: the one named"
                + " default in the same namespace.")
        @Nullable AccountRef accountRef,
    @Size(max = 65536)
        @JsonPropertyDescription(
            "The first message that the assistant says, compared and sent verbatim. Absent: not"
                + " managed. At most 65536 characters.")
        @Nullable String firstMessage,
    @Size(max = 262144)
        @JsonPropertyDescription(
            "The system prompt, compared and sent verbatim. Absent without promptFrom: not managed."
                + " At most 262144 characters.")
        @Nullable String prompt,
    @JsonPropertyDescription(
            "The source of the prompt, instead of prompt. At most one of prompt and promptFrom.")
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
            "The fallback voices, in order; replaces the whole list. [] clears the list. Absent:"
                + " not managed. Every item must be complete, including provider. At most 32.")
        @Nullable List<VoiceSpec> fallbackVoices,
    @Size(max = 32)
        @JsonPropertyDescription(
            "The fallback transcribers, in order; replaces the whole list. [] clears the list."
                + " Absent: not managed. Every item must be complete, including provider. At most 32.")
        @Nullable List<TranscriberSpec> fallbackTranscribers,
    @JsonPropertyDescription(
            "The ID of the linked phone number, 1 to 9007199254740991. Absent: not managed. The API"
                + " cannot unlink a number: removing this field leaves the number linked.")
        @Nullable Long numberId,
    @Size(max = 32)
        @JsonPropertyDescription(
            "The linked phone number in E.164 form, such as +493012345678, instead of numberId. The"
                + " operator finds its ID in the account's list of numbers; in status and events the field"
                + " is numberId. Absent without numberId: not managed.")
        @Nullable String phoneNumber,
    @JsonPropertyDescription(
            "Whether the operator creates the workspace's voice integration. IfMissing: with one POST"
                + " of the desired fields, if the API says that there is none. The API documents"
                + " neither its body nor its answer. Absent: Never.")
        @Nullable Provision provision,
    @JsonPropertyDescription(
            "What the operator may do. Apply sends changes at once. Plan shows them in status.plan"
                + " and waits for approvedPlan. Observe sends nothing. Absent: Apply.")
        @Nullable Mode mode,
    @Size(max = 256)
        @JsonPropertyDescription(
            "In mode Plan, the status.plan.hash of the approved change. A hash approves one change, once.")
        @Nullable String approvedPlan,
    @JsonPropertyDescription(
            "What the operator does about drift: changes that were made outside Git. Correct: send"
                + " every field that differs. Report: send only fields that changed in the spec, and"
                + " report drift. Refuse: like Report, and never overwrite a live value that the"
                + " operator did not set. Absent: Correct.")
        @Nullable DriftPolicy driftPolicy,
    @JsonPropertyDescription(
            "While true, the operator reads, sends and reports nothing. Absent: false.")
        @Nullable Boolean suspend,
    @Size(max = 32)
        @JsonPropertyDescription(
            "How often the operator compares the live assistant with the spec: hours, minutes and"
                + " seconds in that order, such as 1h30m, 5m or 90s; at least 10s. Absent: the"
                + " operator's --resync-interval, by default 5m.")
        @Nullable String resyncInterval,
    @JsonPropertyDescription(
            "How many revisions with replaced values the operator keeps for rollback, as"
                + " ControllerRevisions; 0 to 100. Absent: 10.")
        @Nullable Integer revisionHistoryLimit) {

  private static final String UNDECORATED =
      "self.phoneNumber.replace('(0)', '').replace(' ', '').replace('-', '').replace('(',"
          + " '').replace(')', '')";

  /** Empty if the number is wrong in another way; then the message of the rule is used. */
  static final String MEANT_NUMBER =
      UNDECORATED
          + ".matches('"
          + Names.PHONE_NUMBER
          + "') ? 'phoneNumber must be in E.164 form, without blanks, dashes and brackets: write ' + "
          + UNDECORATED
          + " : ''";
}
