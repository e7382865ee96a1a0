package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** Messages for failed requests to the API server. */
public final class ApiServerErrors {

  private ApiServerErrors() {}

  /**
   * The API server's own message. Without an answer, the client's message and its root cause: the
   * client's message alone says only "An error has occurred".
   */
  public static String message(KubernetesClientException failure) {
    if (failure.getStatus() != null && failure.getStatus().getMessage() != null) {
      return failure.getStatus().getMessage();
    }
    return failure.getCause() == null
        ? String.valueOf(failure.getMessage())
        : "%s %s".formatted(failure.getMessage(), rootCause(failure.getCause()));
  }

  private static Throwable rootCause(Throwable failure) {
    return failure.getCause() == null ? failure : rootCause(failure.getCause());
  }
}
