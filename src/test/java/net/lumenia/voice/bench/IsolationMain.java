package net.lumenia.voice.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.endtoend.Cluster;
import net.lumenia.voice.endtoend.OperatorProcess;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.spec.DurationText;

/**
 * Two tenants, and two replicas with the memory of the chart's container. One tenant does all that
 * it can to harm the other one, whose edits are sent within seconds all the same. One replica leads
 * throughout, both stay healthy, and their memory stays what it is.
 */
public final class IsolationMain {

  /** Of the container, by the chart. The heap is a share of it, see {@code src/image/java.args}. */
  private static final long MEMORY = 256 << 20;

  private static final int ASSISTANTS = 20;
  private static final Duration BETWEEN_EDITS = Duration.ofSeconds(3);
  private static final Duration IN_TIME = Duration.ofSeconds(5);

  /** A JVM still grows in its first minutes. */
  private static final Duration WARM = Duration.ofMinutes(5);

  private static final String LEASE = "voice-operator";

  /** On /metrics. */
  private static final String HALF_OPEN = "connections";

  private static final List<String> ALL_KINDS =
      Stream.concat(Attacks.KINDS.stream(), Stream.of(HALF_OPEN)).toList();

  private final Duration time;
  private final List<String> kinds;
  private final Goals goals = new Goals();
  private final Cluster calm;
  private final Cluster mallory;
  private final Cluster files;
  private final Simulator lumenia;
  private final HostileApi hostile;
  private final List<String> names =
      IntStream.range(0, ASSISTANTS).mapToObj("calm-%02d"::formatted).toList();
  private final Set<String> leaders = new ConcurrentSkipListSet<>();

  private IsolationMain(
      Duration time,
      List<String> kinds,
      ControlPlane plane,
      KubernetesClient client,
      Simulator lumenia,
      HostileApi hostile) {
    this.time = time;
    this.kinds = kinds;
    this.lumenia = lumenia;
    this.hostile = hostile;
    InstalledCrds.in(client);
    calm = tenant(plane, client);
    mallory = tenant(plane, client);
    files = tenant(plane, client);
  }

  private static Cluster tenant(ControlPlane plane, KubernetesClient client) {
    return new Cluster(
        client.adapt(NamespacedKubernetesClient.class).inNamespace(plane.newNamespace()));
  }

  /**
   * See the class.
   *
   * @param arguments how long the storm takes, such as {@code 60s}; absent: 10m. Then the kinds of
   *     attacks, such as {@code files conflicts}; absent: all of them
   */
  public static void main(String... arguments) throws Exception {
    String time = arguments.length > 0 ? arguments[0] : "10m";
    List<String> kinds =
        arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : ALL_KINDS;
    if (!ALL_KINDS.containsAll(kinds)) {
      System.err.println("kinds of attacks: " + String.join(" ", ALL_KINDS));
      System.exit(2);
    }
    int exitCode;
    try (ControlPlane plane = ControlPlane.start();
        KubernetesClient client = plane.newClient();
        Simulator lumenia = Simulator.start(SimulatorOptions.defaults());
        HostileApi hostile = HostileApi.start()) {
      var bench =
          new IsolationMain(
              DurationText.parse(time).orElseThrow(), kinds, plane, client, lumenia, hostile);
      try (Replica one = bench.start(plane, "replica 1");
          Replica other = bench.start(plane, "replica 2")) {
        exitCode = bench.measure(List.of(one, other));
        Progress.say("clearing up");
      }
    }
    System.exit(exitCode);
  }

  private Replica start(ControlPlane plane, String name) {
    return new Replica(
        name,
        OperatorProcess.run(
            plane.kubeconfig(),
            List.of("-XX:MaxRAM=" + MEMORY),
            List.of(
                "--namespaces",
                String.join(",", calm.namespace(), mallory.namespace(), files.namespace()),
                "--leader-election-namespace",
                calm.namespace(),
                "--default-base-url",
                lumenia.baseUrl().toString(),
                "--allowed-base-url",
                hostile.url().toString(),
                "--allow-insecure-http",
                "--resync-interval",
                "1m")));
  }

  private int measure(List<Replica> replicas) throws Exception {
    lumenia.settings(now -> now.withLatency(Stage.LATENCY));
    applyCalm();
    var before = new TimedEdits(calm, lumenia, names, () -> isServed(replicas));
    before.during(Duration.ofSeconds(30), BETWEEN_EDITS, "before");
    before.print("edits without storm");
    List<Attack> attacks = new ArrayList<>(observations(replicas));
    attacks.addAll(new Attacks(mallory, files, lumenia, hostile, names).prepare(kinds));
    List<HalfOpenConnections> halfOpen =
        replicas.stream()
            .filter(_ -> kinds.contains(HALF_OPEN))
            .map(replica -> new HalfOpenConnections(replica.process().httpPort()))
            .toList();
    halfOpen.forEach(connections -> attacks.add(attack(connections)));
    replicas.forEach(Replica::reset);
    leaders.clear();
    Progress.say("the storm begins, for %d s".formatted(time.toSeconds()));
    attacks.forEach(Attack::begin);
    var during = new TimedEdits(calm, lumenia, names, () -> isServed(replicas));
    during.during(time, BETWEEN_EDITS, "during");
    Progress.say("the storm ends");
    attacks.forEach(Attack::close);
    for (HalfOpenConnections connections : halfOpen) {
      connections.close();
    }
    attacks.forEach(Attack::print);
    System.out.println("reasons of the other tenant's assistants: " + mallory.readyReasons());
    judge(replicas, during);
    return goals.exitCode();
  }

  private static Attack attack(HalfOpenConnections connections) {
    return Attack.of(
        "50 more half-open connections to /metrics",
        Duration.ofSeconds(1),
        _ -> connections.renew());
  }

  /** Else there is nothing to wait for. */
  private static boolean isServed(List<Replica> replicas) {
    return replicas.stream().anyMatch(Replica::isRunning);
  }

  private void applyCalm() {
    calm.applyAccount();
    var live = JsonNodeFactory.instance.objectNode().put("firstMessage", "Hello");
    names.forEach(name -> lumenia.addWorkspace(name, live));
    names.forEach(name -> calm.applyAssistant(name, "firstMessage: Hello"));
    Wait.until(
        Duration.ofMinutes(2),
        "all are Synced",
        () -> calm.readyReasons().getOrDefault("Synced", 0L) == ASSISTANTS);
  }

  /** What is looked at while the storm goes on, as a kubelet and an admin would. */
  private List<Attack> observations(List<Replica> replicas) {
    return Stream.concat(
            replicas.stream()
                .flatMap(
                    replica ->
                        Stream.of(
                            Attack.of("(a probe)", Duration.ofSeconds(1), replica::probe),
                            Attack.of("(its memory)", Duration.ofSeconds(2), replica::measure))),
            Stream.of(
                Attack.of(
                    "(the leader)", Duration.ofSeconds(1), _ -> leader().ifPresent(leaders::add)),
                Attack.of(
                    "(the log of requests)", Duration.ofSeconds(5), _ -> lumenia.clearRequests())))
        .toList();
  }

  private Optional<String> leader() {
    return Optional.ofNullable(
            calm.client().leases().inNamespace(calm.namespace()).withName(LEASE).get())
        .map(Lease::getSpec)
        .map(spec -> Optional.ofNullable(spec.getHolderIdentity()).orElse("nobody"));
  }

  private void judge(List<Replica> replicas, TimedEdits during) {
    during.print("edits during the storm");
    goals.expect(
        during.allWithin(IN_TIME),
        "every edit of the other tenant is sent within %d s (%s)"
            .formatted(IN_TIME.toSeconds(), during.late(IN_TIME)));
    goals.expect(leaders.size() == 1, "one leader throughout, of " + leaders.size());
    boolean warm = time.compareTo(WARM) >= 0;
    replicas.forEach(replica -> replica.judge(goals, MEMORY, warm));
  }
}
