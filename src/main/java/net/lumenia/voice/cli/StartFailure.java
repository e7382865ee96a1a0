package net.lumenia.voice.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.MissingCRDException;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.cluster.ApiServerErrors;
import net.lumenia.voice.operator.ClientConfigException;

/** Explains why the operator could not start, and what to do. */
final class StartFailure {

  private StartFailure() {}

  static String explain(Throwable failure) {
    return find(failure, MissingCRDException.class)
        .map(
            missing ->
                "the CRD %s is not installed; install it with the chart, or with kubectl apply -f crds/"
                    .formatted(missing.getCrdName()))
        .or(() -> find(failure, ClientConfigException.class).map(StartFailure::message))
        .or(() -> find(failure, KubernetesClientException.class).map(StartFailure::unreachable))
        .orElseGet(() -> message(failure));
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  private static String unreachable(KubernetesClientException failure) {
    return "request to the API server failed; check --kubeconfig and the permissions: "
        + ApiServerErrors.message(failure);
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
