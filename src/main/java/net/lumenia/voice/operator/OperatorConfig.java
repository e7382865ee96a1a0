package net.lumenia.voice.operator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.account.BaseUrlPolicy;
import net.lumenia.voice.lumenia.limiter.CallLimits;

/**
 * How the operator runs.
 *
 * @param kubeconfig empty for what the environment offers: KUBECONFIG, the home directory's, the
 *     pod's
 * @param namespaces the namespaces that are watched; empty for all
 * @param resyncInterval how often an assistant is compared that does not say so itself
 * @param processLimits what all accounts together may cost the API
 * @param httpHost the address where metrics and health are served; empty for all of this machine
 * @param httpPort the port for it; 0 for any free one
 * @param leaderElection empty for none
 * @param version of this program
 */
public record OperatorConfig(
    Optional<Path> kubeconfig,
    Set<String> namespaces,
    BaseUrlPolicy baseUrls,
    Duration resyncInterval,
    CallLimits processLimits,
    Optional<InetAddress> httpHost,
    int httpPort,
    Optional<LeaderElection> leaderElection,
    String version) {

  public OperatorConfig {
    namespaces = Set.copyOf(namespaces);
  }

  /** Where metrics and health are served. */
  InetSocketAddress httpAddress() {
    return httpHost
        .map(host -> new InetSocketAddress(host, httpPort))
        .orElseGet(() -> new InetSocketAddress(httpPort));
  }

  /**
   * Only the holder of a lease reconciles.
   *
   * @param namespace where the lease is; empty for the pod's or the kubeconfig's
   */
  public record LeaderElection(Optional<String> namespace) {}
}
