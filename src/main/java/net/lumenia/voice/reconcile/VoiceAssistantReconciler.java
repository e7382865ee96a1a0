package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Planner;
import net.lumenia.voice.reconcile.Observation.AwaitingAccount;
import net.lumenia.voice.reconcile.Observation.Blocked;
import net.lumenia.voice.reconcile.Observation.Observed;
import net.lumenia.voice.status.Memory;
import net.lumenia.voice.status.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an assistant to its declared state: observe, plan, apply, report. */
public final class VoiceAssistantReconciler implements Reconciler<VoiceAssistant> {

  private static final Logger LOG = LoggerFactory.getLogger(VoiceAssistantReconciler.class);
}
