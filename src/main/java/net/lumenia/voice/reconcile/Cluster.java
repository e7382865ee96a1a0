package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.lumenia.voice.cluster.StatusWriter;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.ReplacedValues;
import net.lumenia.voice.revision.PatchEffect;
import net.lumenia.voice.revision.RevisionResult;
import net.lumenia.voice.status.Approval;
import net.lumenia.voice.status.Notice;

/**
 * The API server, as the reconcile of an assistant uses it. Every method but {@link #record} throws
 * a {@link KubernetesClientException} if the API server can't be reached or refuses.
 */
interface Cluster {

  /** See {@link FreshRead#read}. */
  FreshRead.Found readFresh(VoiceAssistant cached, Optional<Prompt.Source> prompt);

  /**
   * Keeps the values that a PATCH is about to replace.
   *
   * @param approval of the PATCH, if it needs one
   */
  RevisionResult keepRevision(
      VoiceAssistant resource,
      ReplacedValues values,
      int historyLimit,
      Optional<Approval> approval);

  /** Puts the revisions in order after a PATCH. */
  void settleRevision(RevisionResult kept, PatchEffect effect);

  /**
   * Writes the status if it changes.
   *
   * @param next makes the next status from the one of a version of the resource; called again after
   *     a 409
   */
  StatusWriter.Written writeStatus(
      VoiceAssistant resource, UnaryOperator<VoiceAssistantStatus> next);

  /** Records an event. A failure is logged and changes nothing else. */
  void record(VoiceAssistant resource, Notice notice);
}
