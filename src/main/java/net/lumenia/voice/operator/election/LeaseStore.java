package net.lumenia.voice.operator.election;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One lease at the API server. Updates carry the resourceVersion that was read, so of two
 * candidates one succeeds. Other failures are a {@link KubernetesClientException}.
 */
public record LeaseStore(KubernetesClient kubernetes, String namespace, String name) {

  Optional<Lease> read() {
    return Optional.ofNullable(kubernetes.leases().inNamespace(namespace).withName(name).get());
  }

  /** Creates it and returns it as stored; empty if another candidate was faster. */
  Optional<Lease> create(Lease lease) {
    return unless(Set.of(HTTP_CONFLICT), () -> resource(lease).create());
  }

  /** Replaces it and returns it as stored; empty if it changed since it was read, or is gone. */
  Optional<Lease> replace(Lease lease) {
    return unless(Set.of(HTTP_CONFLICT, HTTP_NOT_FOUND), () -> resource(lease).update());
  }

  private Resource<Lease> resource(Lease lease) {
    return kubernetes.leases().inNamespace(namespace).resource(lease);
  }

  private static Optional<Lease> unless(Set<Integer> codes, Supplier<Lease> request) {
    try {
      return Optional.of(request.get());
    } catch (KubernetesClientException e) {
      if (codes.contains(e.getCode())) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
