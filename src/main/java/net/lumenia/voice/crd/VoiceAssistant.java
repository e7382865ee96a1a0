package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.SchemaSwap;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A hosted voice assistant. The schema comes from the records; the content stays raw. */
@Group(LumeniaApi.GROUP)
@Version(LumeniaApi.VERSION)
@Kind("VoiceAssistant")
@Plural("voiceassistants")
@Singular("voiceassistant")
@ShortNames("va")
@Categories(LumeniaApi.CATEGORY)
@SchemaSwap(
    originalType = VoiceAssistant.class,
    fieldName = "spec",
    targetType = VoiceAssistantSpec.class)
@SchemaSwap(
    originalType = VoiceAssistant.class,
    fieldName = "status",
    targetType = VoiceAssistantStatus.class)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = AdditionalPrinterColumn.Type.STRING,
    getDescription = "Whether the assistant is in sync with the spec.")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = AdditionalPrinterColumn.Type.STRING,
    getDescription = "Why the assistant is ready or not.")
@AdditionalPrinterColumn(
    name = "Voice",
    jsonPath = ".status.summary.voice",
    type = AdditionalPrinterColumn.Type.STRING,
    getDescription = "The live voice as provider/voiceId.")
@AdditionalPrinterColumn(
    name = "Number",
    jsonPath = ".status.summary.number",
    type = AdditionalPrinterColumn.Type.INTEGER,
    getDescription = "The id of the linked phone number.")
@AdditionalPrinterColumn(
    name = "Drift",
    jsonPath = ".status.summary.drift",
    type = AdditionalPrinterColumn.Type.INTEGER,
    getDescription = "The number of fields that differ from the spec.")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Workspace",
    jsonPath = ".spec.workspace.*",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    getDescription = "The workspace, as the spec names it.")
@AdditionalPrinterColumn(
    name = "Phone",
    jsonPath = ".status.assistant.phoneNumber",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    getDescription = "The linked phone number, if the spec gives one.")
@AdditionalPrinterColumn(
    name = "Mode",
    jsonPath = ".spec.mode",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    getDescription = "What the operator may do; empty: Apply.")
@AdditionalPrinterColumn(
    name = "Plan",
    jsonPath = ".status.plan.hash",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    getDescription = "The value of spec.approvedPlan that approves the waiting change.")
@AdditionalPrinterColumn(
    name = "Last Patch",
    jsonPath = ".status.lastPatch.time",
    type = AdditionalPrinterColumn.Type.DATE,
    priority = 1,
    getDescription = "When the operator last changed the assistant.")
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    getDescription = "What to do next.")
@JsonClassDescription(
    "The desired configuration of a Lumenia workspace's voice assistant. The operator compares it "
        + "with the live assistant, sends the smallest PATCH that brings the two in sync, verifies "
        + "the change, and reports in status. Deleting a VoiceAssistant does not change the live "
        + "assistant.")
public class VoiceAssistant extends CustomResource<RawJson, RawJson> implements Namespaced {

  /** The spec; invalid if it is missing or violates the schema. */
  public Decoded<VoiceAssistantSpec> decodeSpec() {
    return Decoder.decode("spec", getSpec(), VoiceAssistantSpec.class);
  }

  /** The status; empty if it is missing or violates the schema, because it will be rewritten. */
  public VoiceAssistantStatus decodeStatus() {
    return switch (Decoder.decode("status", getStatus(), VoiceAssistantStatus.class)) {
      case Decoded.Valid<VoiceAssistantStatus>(VoiceAssistantStatus status) -> status;
      case Decoded.Invalid<VoiceAssistantStatus> _ -> VoiceAssistantStatus.empty();
    };
  }
}
