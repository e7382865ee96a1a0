package net.lumenia.voice.revision;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.cluster.DeterministicName;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.ReplacedValues;

/** A pre-image as a ControllerRevision: its names, its owner, its number. Pure functions. */
public final class Revision {

  /** Selects the revisions of one assistant. */
  public static final String ASSISTANT_LABEL = "voice.lumenia.net/assistant";

  static final String FIELDS = "voice.lumenia.net/replaced-fields";
  static final String TIME = "voice.lumenia.net/replaced-at";

  /** The number once more, for those who read the metadata alone. */
  static final String NUMBER = "voice.lumenia.net/revision";

  private static final int MAX_LABEL = 63;

  private Revision() {}

  /**
   * The value of {@link #ASSISTANT_LABEL}: the assistant's name, or a hash of one too long. A short
   * one, because it only narrows the search: whose a revision is, its owner reference tells.
   */
  public static String label(String assistant) {
    return assistant.length() <= MAX_LABEL ? assistant : Digest.of(assistant);
  }

  static ControllerRevision of(
      VoiceAssistant assistant, ReplacedValues image, long number, Instant time) {
    var metadata = assistant.getMetadata();
    return new ControllerRevisionBuilder()
        .withNewMetadata()
        .withName(name(assistant, image))
        .withNamespace(metadata.getNamespace())
        .addToLabels(ASSISTANT_LABEL, label(metadata.getName()))
        .addToAnnotations(FIELDS, names(image))
        .addToAnnotations(NUMBER, String.valueOf(number))
        .addToAnnotations(TIME, time.truncatedTo(ChronoUnit.SECONDS).toString())
        .addNewOwnerReference()
        .withApiVersion(assistant.getApiVersion())
        .withKind(assistant.getKind())
        .withName(metadata.getName())
        .withUid(metadata.getUid())
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .withData(image.data())
        .withRevision(number)
        .build();
  }

  /** What of a revision changes when its content is replaced once more. */
  static Map<String, Object> renewal(ControllerRevision wanted) {
    return Map.of(
        "revision",
        wanted.getRevision(),
        "metadata",
        Map.of(
            "labels", wanted.getMetadata().getLabels(),
            "annotations", wanted.getMetadata().getAnnotations()));
  }

  /**
   * The same for the same content of the same assistant, so that there is never a second one for
   * it. Another one of its name may have left some that are not collected yet.
   */
  static String name(VoiceAssistant assistant, ReplacedValues image) {
    var metadata = assistant.getMetadata();
    return DeterministicName.of(metadata.getName(), "-", metadata.getUid() + image.data());
  }

  private static String names(ReplacedValues image) {
    return image.fields().stream().sorted().map(Field::specName).collect(Collectors.joining(","));
  }
}
