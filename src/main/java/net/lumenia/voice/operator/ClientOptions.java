package net.lumenia.voice.operator;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which API server to use, and as whom.
 *
 * @param kubeconfig absent: {@code KUBECONFIG}, {@code ~/.kube/config}, or the pod's account
 * @param context of the kubeconfig; absent: its current context
 * @param user to impersonate, if any
 */
public record ClientOptions(
    Optional<Path> kubeconfig, Optional<String> context, Optional<String> user) {

  /** The current context of a kubeconfig. */
  public static ClientOptions of(Optional<Path> kubeconfig) {
    return new ClientOptions(kubeconfig, Optional.empty(), Optional.empty());
  }
}
