package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** What there is to say of a request that the API server did not do. */
public final class ApiServerErrors {

  private ApiServerErrors() {}

  /**
   * What the API server said. If it did not answer, the client's message and what is behind it: "An
   * error has occurred" helps nobody.
   */
  public static String message(KubernetesClientException failure) {
    if (failure.getStatus() != null && failure.getStatus().getMessage() != null) {
      return failure.getStatus().getMessage();
    }
    return failure.getCause() == null
        ? String.valueOf(failure.getMessage())
        : "%s %s".formatted(failure.getMessage(), origin(failure.getCause()));
  }

  private static Throwable origin(Throwable failure) {
    return failure.getCause() == null ? failure : origin(failure.getCause());
  }
}
