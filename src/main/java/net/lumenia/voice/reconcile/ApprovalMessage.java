package net.lumenia.voice.reconcile;

import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * The message about a change that waits for approval: its fields, never their texts, and how to
 * approve it.
 */
final class ApprovalMessage {

  private ApprovalMessage() {}

  static String of(
      VoiceAssistant resource, Set<Field> fields, String hash, Optional<String> otherApproval) {
    String command =
        "kubectl patch va %s --type merge -p '{\"spec\":{\"approvedPlan\":\"%s\"}}' -n %s"
            .formatted(
                resource.getMetadata().getName(), hash, resource.getMetadata().getNamespace());
    String stale =
        otherApproval
            .map(ServerText::clean)
            .map(
                "; spec.approvedPlan %s is for another change, or for other live values"::formatted)
            .orElse("");
    return "would send %s; to approve exactly this change, run: %s, or commit it%s"
        .formatted(ReconcileResults.names(fields), command, stale);
  }
}
