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

/** A hosted voice assistant. The schema is that of the records, the content is raw. */
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
    getDescription = "Whether the assistant is what the spec says.")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = AdditionalPrinterColumn.Type.STRING,
    getDescription = "Why it is ready or not.")
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
    getDescription = "How many fields drift.")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Workspace",
    jsonPath = ".spec.workspace.*",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    getDescription = "The workspace, by the name that the spec gives.")
@AdditionalPrinterColumn(
    name = "Mode",
    jsonPath = ".spec.mode",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    getDescription = "What the operator may do; empty is Apply.")
@AdditionalPrinterColumn(
    name = "Plan",
    jsonPath = ".status.plan.hash",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    getDescription = "What spec.approvedPlan must be for the change that waits.")
@AdditionalPrinterColumn(
    name = "Last Patch",
    jsonPath = ".status.lastPatch.time",
    type = AdditionalPrinterColumn.Type.DATE,
    priority = 1,
    getDescription = "When the assistant was last changed.")
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    getDescription = "What to do next.")
@JsonClassDescription(
    "A hosted voice assistant of a Lumenia workspace, as it shall be. The operator "
        + "reads what it is, sends the smallest change that makes it so, proves it, and "
        + "writes what happened into status. Deleting a VoiceAssistant leaves the assistant "
        + "as it is.")
public class VoiceAssistant extends CustomResource<RawJson, RawJson> implements Namespaced {

  /** The spec; invalid if it is missing or not what the schema says. */
  public Decoded<VoiceAssistantSpec> decodeSpec() {
    return Decoder.decode("spec", getSpec(), VoiceAssistantSpec.class);
  }

  /** The status. One that is missing or can't be read is as good as none: it is written anew. */
  public VoiceAssistantStatus decodeStatus() {
    return switch (Decoder.decode("status", getStatus(), VoiceAssistantStatus.class)) {
      case Decoded.Valid<VoiceAssistantStatus>(VoiceAssistantStatus status) -> status;
      case Decoded.Invalid<VoiceAssistantStatus> _ -> VoiceAssistantStatus.empty();
    };
  }
}
