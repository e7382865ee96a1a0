package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a reconcile is retried that depends on the API server and cannot go on yet. */
public final class ApiServerRetry {

  private static final Logger LOG = LoggerFactory.getLogger(ApiServerRetry.class);

  /** The time until the retry. */
  public static final Duration DELAY = Duration.ofSeconds(5);

  private ApiServerRetry() {}

  /** Logs the failure and returns the time until the retry. */
  static Duration after(KubernetesClientException e, HasMetadata resource) {
    LOG.warn(
        "{} {}: request to the API server failed; retrying in {} s: {}",
        resource.getKind(),
        References.key(resource),
        DELAY.toSeconds(),
        ApiServerErrors.message(e));
    return DELAY;
  }
}
