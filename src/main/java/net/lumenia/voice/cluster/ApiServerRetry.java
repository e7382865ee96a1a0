package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a reconcile does when it depends on the API server and that is not ready for it. */
public final class ApiServerRetry {

  private static final Logger LOG = LoggerFactory.getLogger(ApiServerRetry.class);

  /** The time until it is tried again. */
  public static final Duration SOON = Duration.ofSeconds(5);

  private ApiServerRetry() {}

  /** Says in the log why, and returns when to try again. */
  static Duration after(KubernetesClientException e, HasMetadata resource) {
    LOG.warn(
        "{} {}: the API server did not do its part; trying again in {} s: {}",
        resource.getKind(),
        References.key(resource),
        SOON.toSeconds(),
        ApiServerErrors.message(e));
    return SOON;
  }
}
