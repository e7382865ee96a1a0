package net.lumenia.voice.reconcile;

import java.util.Optional;
import java.util.function.UnaryOperator;
import net.lumenia.voice.cluster.EventRecorder;
import net.lumenia.voice.cluster.StatusWriter;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.plan.ReplacedValues;
import net.lumenia.voice.revision.PatchEffect;
import net.lumenia.voice.revision.RevisionResult;
import net.lumenia.voice.revision.RevisionWriter;
import net.lumenia.voice.status.Approval;
import net.lumenia.voice.status.Notice;

/** The API server behind a Kubernetes client. */
record KubernetesCluster(
    FreshRead freshRead, RevisionWriter revisions, StatusWriter statusWriter, EventRecorder events)
    implements Cluster {

  @Override
  public FreshRead.Found readFresh(VoiceAssistant cached, Optional<Prompt.Source> prompt) {
    return freshRead.read(cached, prompt);
  }

  @Override
  public RevisionResult keepRevision(
      VoiceAssistant resource,
      ReplacedValues values,
      int historyLimit,
      Optional<Approval> approval) {
    return revisions.store(resource, values, historyLimit, approval);
  }

  @Override
  public void settleRevision(RevisionResult kept, PatchEffect effect) {
    revisions.finish(kept, effect);
  }

  @Override
  public StatusWriter.Written writeStatus(
      VoiceAssistant resource, UnaryOperator<VoiceAssistantStatus> next) {
    return statusWriter.write(resource, VoiceAssistant::decodeStatus, next);
  }

  @Override
  public void record(VoiceAssistant resource, Notice notice) {
    events.record(resource, notice);
  }
}
