package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a reconcile does when it depends on the API server and that is not ready for it. */
final class ApiServerRetry {

  private static final Logger LOG = LoggerFactory.getLogger(ApiServerRetry.class);
  private static final Duration SOON = Duration.ofSeconds(5);

  private ApiServerRetry() {}

  /** Writes nothing and looks again soon. */
  static <R extends HasMetadata> UpdateControl<R> soon() {
    return UpdateControl.<R>noUpdate().rescheduleAfter(SOON);
  }

  /** Says in the log why, and looks again soon. */
  static <R extends HasMetadata> UpdateControl<R> after(KubernetesClientException e, R resource) {
    LOG.warn(
        "{} {}: the API server did not do its part; trying again in {} s: {}",
        resource.getKind(),
        References.key(resource),
        SOON.toSeconds(),
        ApiServerTrouble.message(e));
    return soon();
  }
}
