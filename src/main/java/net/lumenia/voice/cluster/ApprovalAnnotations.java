package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Digest;

/**
 * The annotations of VoiceAssistants in which an admission policy of the chart records users.
 * Without that policy, everyone who may edit the resource can write them.
 */
public final class ApprovalAnnotations {

  /** The user who set {@code spec.approvedPlan}. */
  public static final String APPROVED_BY = "voice.lumenia.net/approved-by";

  /** The user who changed the spec last, apart from {@code approvedPlan}. */
  static final String CHANGED_BY = "voice.lumenia.net/changed-by";

  /** What no manifest should contain. */
  public static final Set<String> ALL = Set.of(APPROVED_BY, CHANGED_BY);

  private static final int MAX_LENGTH = 256;

  private ApprovalAnnotations() {}

  /** The recorded approver; of a name longer than 256 characters, its length and digest. */
  public static Optional<String> approver(ObjectMeta metadata) {
    return Optional.ofNullable(metadata.getAnnotations())
        .map(annotations -> annotations.get(APPROVED_BY))
        .filter(user -> !user.isBlank())
        .map(user -> user.length() > MAX_LENGTH ? Digest.describe(user) : user);
  }
}
