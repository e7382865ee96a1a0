package net.lumenia.voice.revision;

import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.cluster.ApprovalAnnotations;
import net.lumenia.voice.cluster.DeterministicName;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.ReplacedValues;
import net.lumenia.voice.status.Approval;
import org.jspecify.annotations.Nullable;

/** Builds the ControllerRevision for replaced values. Pure functions. */
final class Revision {

  /** The label that selects the revisions of one assistant. */
  static final String ASSISTANT_LABEL = "voice.lumenia.net/assistant";

  static final String FIELDS = "voice.lumenia.net/replaced-fields";
  static final String TIME = "voice.lumenia.net/replaced-at";

  /** The revision number again, for lists of metadata only. */
  static final String NUMBER = "voice.lumenia.net/revision";

  /** The approval of the PATCH that replaced the values; absent if it needed none. */
  static final String PLAN_HASH = "voice.lumenia.net/plan-hash";

  static final String CORRELATION_ID = "voice.lumenia.net/correlation-id";

  private static final Set<String> OF_APPROVALS =
      Set.of(PLAN_HASH, ApprovalAnnotations.APPROVED_BY, CORRELATION_ID);

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
      VoiceAssistant assistant,
      ReplacedValues replaced,
      long number,
      Instant time,
      Optional<Approval> approval) {
    var metadata = assistant.getMetadata();
    return new ControllerRevisionBuilder()
        .withNewMetadata()
        .withName(name(assistant, replaced))
        .withNamespace(metadata.getNamespace())
        .addToLabels(ASSISTANT_LABEL, label(metadata.getName()))
        .addToAnnotations(FIELDS, names(replaced))
        .addToAnnotations(NUMBER, String.valueOf(number))
        .addToAnnotations(TIME, time.truncatedTo(ChronoUnit.SECONDS).toString())
        .addToAnnotations(approval.map(Revision::annotations).orElse(Map.of()))
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

  private static Map<String, String> annotations(Approval approval) {
    var annotations = new HashMap<String, String>();
    annotations.put(PLAN_HASH, approval.planHash());
    approval.approvedBy().ifPresent(user -> annotations.put(ApprovalAnnotations.APPROVED_BY, user));
    approval.correlationId().ifPresent(id -> annotations.put(CORRELATION_ID, id));
    return annotations;
  }

  /** Whether the values were replaced by a PATCH that was approved. */
  static boolean isApproved(ControllerRevision revision) {
    return revision.getMetadata().getAnnotations().containsKey(PLAN_HASH);
  }

  /**
   * The JSON merge patch that makes an existing revision the newest. It removes the approval of an
   * earlier PATCH.
   */
  static Map<String, Object> renewal(ControllerRevision revision) {
    var annotations = new HashMap<String, @Nullable String>();
    OF_APPROVALS.forEach(name -> annotations.put(name, null));
    annotations.putAll(revision.getMetadata().getAnnotations());
    return Map.of(
        "revision",
        revision.getRevision(),
        "metadata",
        Map.of("labels", revision.getMetadata().getLabels(), "annotations", annotations));
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
