package net.lumenia.voice.crd;

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
