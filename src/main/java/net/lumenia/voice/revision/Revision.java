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

/** Builds the ControllerRevision for replaced values. Pure functions. */
final class Revision {

  /** The label that selects the revisions of one assistant. */
  static final String ASSISTANT_LABEL = "voice.lumenia.net/assistant";

  static final String FIELDS = "voice.lumenia.net/replaced-fields";
  static final String TIME = "voice.lumenia.net/replaced-at";

  /** The revision number again, for lists of metadata only. */
  static final String NUMBER = "voice.lumenia.net/revision";

  private static final int MAX_LABEL = 63;

  private Revision() {}

  /**
   * The value of {@link #ASSISTANT_LABEL}: the assistant's name, or its hash if the name is too
   * long. A short hash is enough, because the owner reference decides to which assistant a revision
   * belongs.
   */
  static String label(String assistant) {
    return assistant.length() <= MAX_LABEL ? assistant : Digest.of(assistant);
  }

  static ControllerRevision of(
      VoiceAssistant assistant, ReplacedValues replaced, long number, Instant time) {
    var metadata = assistant.getMetadata();
    return new ControllerRevisionBuilder()
        .withNewMetadata()
        .withName(name(assistant, replaced))
        .withNamespace(metadata.getNamespace())
        .addToLabels(ASSISTANT_LABEL, label(metadata.getName()))
        .addToAnnotations(FIELDS, names(replaced))
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
        .withData(replaced.data())
        .withRevision(number)
        .build();
  }

  /** The JSON merge patch that makes an existing revision the newest. */
  static Map<String, Object> renewal(ControllerRevision revision) {
    return Map.of(
        "revision",
        revision.getRevision(),
        "metadata",
        Map.of(
            "labels", revision.getMetadata().getLabels(),
            "annotations", revision.getMetadata().getAnnotations()));
  }

  /**
   * The same name for the same values of the same assistant, so that they are stored once. The uid
   * distinguishes a recreated assistant, whose old revisions may not be garbage-collected yet.
   */
  static String name(VoiceAssistant assistant, ReplacedValues replaced) {
    var metadata = assistant.getMetadata();
    return DeterministicName.of(metadata.getName(), "-", metadata.getUid() + replaced.data());
  }

  private static String names(ReplacedValues replaced) {
    return replaced.fields().stream()
        .sorted()
        .map(Field::specName)
        .collect(Collectors.joining(","));
  }
}
