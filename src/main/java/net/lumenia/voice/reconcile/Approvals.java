package net.lumenia.voice.reconcile;

import java.util.Optional;
import net.lumenia.voice.cluster.ApprovalAnnotations;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.Correlation;
import net.lumenia.voice.plan.WriteMode;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.status.Approval;

/** Finds the approval of the change that this reconcile sends. */
final class Approvals {

  private Approvals() {}

  /** Empty if the mode needs no approval, or if there is none. */
  static Optional<Approval> of(VoiceAssistant resource, DesiredState desired) {
    return desired.rules().permission() instanceof WriteMode.OnceApproved(var plan)
        ? plan.map(
            hash ->
                new Approval(
                    hash,
                    ApprovalAnnotations.approver(resource.getMetadata()),
                    Correlation.current()))
        : Optional.empty();
  }
}
