package net.lumenia.voice.operator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.account.BaseUrlPolicy;
import net.lumenia.voice.cluster.LeaseTiming;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.network.NetworkSettings;

/**
 * The configuration of the operator.
 *
 * @param kubeconfig empty for the default: KUBECONFIG, the home directory's, or the pod's
 * @param namespaces the namespaces that are watched; empty for all
 * @param slice of the resources in them that is served
 * @param network how to reach the Lumenia API
 * @param resyncInterval for assistants without {@code spec.resyncInterval}
 * @param processLimits the limits for all accounts together
 * @param httpHost the address for metrics and health; empty for all addresses of this machine
 * @param httpPort the port for metrics and health; 0 for any free port
 * @param leaderElection empty to run without a lease
 * @param version of this program
 */
public record OperatorConfig(
    Optional<Path> kubeconfig,
    Set<String> namespaces,
    Slice slice,
    BaseUrlPolicy baseUrls,
    NetworkSettings network,
    Duration resyncInterval,
    CallLimits processLimits,
    Optional<InetAddress> httpHost,
    int httpPort,
    Optional<LeaderElection> leaderElection,
    String version) {

  public OperatorConfig {
    namespaces = Set.copyOf(namespaces);
  }

  /** The address for metrics and health. */
  InetSocketAddress httpAddress() {
    return httpHost
        .map(host -> new InetSocketAddress(host, httpPort))
        .orElseGet(() -> new InetSocketAddress(httpPort));
  }

  /** When a leader stops writing; also without a lease, because a fresh read ages the same way. */
  LeaseTiming leaseTiming() {
    return leaderElection.map(LeaderElection::timing).orElse(LeaseTiming.DEFAULT);
  }

  /**
   * Makes only the holder of a lease reconcile.
   *
   * @param namespace of the lease; empty for the pod's or the kubeconfig's
   * @param timing of the lease
   */
  public record LeaderElection(Optional<String> namespace, LeaseTiming timing) {}
}
