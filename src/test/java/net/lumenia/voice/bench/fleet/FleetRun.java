package net.lumenia.voice.bench.fleet;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import net.lumenia.voice.bench.Progress;
import net.lumenia.voice.bench.Wait;
import net.lumenia.voice.bench.fleet.ReadyWatch.Version;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.GoTools;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.awaitility.core.ConditionTimeoutException;

/** One operator with one fleet, on a control plane and a simulator of its own. */
final class FleetRun {

  private static final Duration DEADLINE = Duration.ofMinutes(15);
  private static final Duration SETTLE = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration BUSY_FIRST = Duration.ofSeconds(5);
  private static final int EARLY_EDITS = 40;
  private static final String RESYNC = "60s";
  private static final String NO_LIMIT = "1000000";
  private static final String BUSY_RESYNC = "10s";

  private final OperatorDefinition definition;
  private final int size;
  private final Path logs;
  private final Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
  private final Map<String, Double> requests = new TreeMap<>();
  private final ControlPlane plane;
  private final SimulatorProcess simulator;
  private final KubeApi api;
  private final Fleet fleet;
  private final MemoryLimit memory;
  private final Placeholders values;
  private int revision;

  private FleetRun(
      OperatorDefinition definition,
      int size,
      Path logs,
      ControlPlane plane,
      SimulatorProcess simulator,
      KubeApi api,
      MemoryLimit memory) {
    this.definition = definition;
    this.size = size;
    this.logs = logs;
    this.plane = plane;
    this.simulator = simulator;
    this.api = api;
    this.memory = memory;
    fleet = new Fleet(definition, api, size);
    var known = new HashMap<String, String>();
    definition
        .goModule()
        .ifPresent(module -> known.put("program", GoTools.operator(module).toString()));
    known.putAll(
        Map.of(
            "kubeconfig", plane.kubeconfig().toString(),
            "api", simulator.url().toString(),
            "account", SimulatorOptions.ACCOUNT_ID,
            "token", SimulatorOptions.TOKEN,
            "memory", Integer.toString(memory.mebibytes()),
            "port", freePort(),
            "metricsPort", freePort()));
    values = new Placeholders(known);
  }

  /**
   * Starts a control plane and a simulator, and measures.
   *
   * @param memory the limit of the operator in MiB
   * @param logs a directory for the output of the processes
   */
  static Result measure(
      OperatorDefinition definition,
      int size,
      int memory,
      Set<Phase> phases,
      int edits,
      Path logs) {
    try (ControlPlane plane = ControlPlane.start();
        SimulatorProcess simulator = SimulatorProcess.start(logs, size);
        KubeApi api = KubeApi.of(plane.kubeconfig());
        MemoryLimit limit = MemoryLimit.of(memory)) {
      return new FleetRun(definition, size, logs, plane, simulator, api, limit)
          .measure(phases, edits);
    }
  }

  private static String freePort() {
    try (var socket = new ServerSocket(0)) {
      return Integer.toString(socket.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Measures the phases. A failure of the operator ends it early, and is a part of the result. */
  private Result measure(Set<Phase> phases, int edits) {
    String machine =
        "%d cores, %s, %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    String failure = null;
    try {
      phases(phases, edits);
    } catch (IllegalStateException | UncheckedIOException | ConditionTimeoutException e) {
      failure = String.valueOf(e.getMessage());
    }
    return new Result(
        definition.name(),
        size,
        memory.mebibytes(),
        memory.isEnforced(),
        machine,
        metrics,
        requests,
        failure);
  }

  private void phases(Set<Phase> phases, int edits) {
    Placeholders calm = values.with("resync", RESYNC).with("requestsPerMinute", NO_LIMIT);
    applyManifests(calm);
    Progress.say("applying %d resources".formatted(size));
    List<Version> all = fleet.applyAll(++revision);
    try (ReadyWatch watch = ReadyWatch.of(() -> api.watch(definition.path()))) {
      Wait.pass(SETTLE);
      phases(phases, edits, calm, all, watch);
    }
  }

  private void phases(
      Set<Phase> phases, int edits, Placeholders calm, List<Version> all, ReadyWatch watch) {
    try (RunningOperator operator = converge(calm, all, watch, phases.contains(Phase.EARLY))) {
      if (phases.contains(Phase.EDITS)) {
        Progress.say("editing");
        put(
            FleetEdits.of(fleet, edits, ++revision, watch, simulator, operator::isAlive),
            Metric.EDIT_PATCH_P50,
            Metric.EDIT_PATCH_P99,
            Metric.EDIT_READY_P50,
            Metric.EDIT_READY_P99);
      }
      if (phases.contains(Phase.CHANGE)) {
        change(operator, watch);
      }
      if (phases.contains(Phase.IDLE)) {
        idle(operator);
      }
      ProcessUsage usage = operator.usage();
      put(Metric.RESIDENT, mebibytes(usage.resident()));
      put(Metric.PEAK, mebibytes(usage.peak()));
    }
    if (phases.contains(Phase.BUSY)) {
      busy(edits, watch);
    }
  }

  private void applyManifests(Placeholders placeholders) {
    try (KubernetesClient client = plane.newClient()) {
      for (String manifest : definition.manifests()) {
        byte[] text =
            placeholders.replaceIn(read(Path.of(manifest))).getBytes(StandardCharsets.UTF_8);
        Wait.until(Duration.ofSeconds(30), manifest + " is applied", () -> apply(client, text));
      }
    }
    Wait.until(
        Duration.ofSeconds(30),
        definition.path() + " is served",
        () -> api.serves(definition.path()));
  }

  /** A kind is unknown for a moment after its definition. */
  private static boolean apply(KubernetesClient client, byte[] manifest) {
    try {
      client.load(new ByteArrayInputStream(manifest)).forceConflicts().serverSideApply();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RunningOperator converge(
      Placeholders placeholders, List<Version> all, ReadyWatch watch, boolean withEdits) {
    long before = simulator.newest();
    Snapshot first = Snapshot.take(Duration.ZERO, api, simulator);
    RunningOperator operator = start(placeholders);
    try {
      CompletableFuture<Duration> called =
          operator.since("its first call", () -> !simulator.calls("GET", before).isEmpty());
      int edit = ++revision;
      CompletableFuture<Optional<Samples>> patches =
          CompletableFuture.supplyAsync(
              () -> withEdits ? Optional.of(editEarly(operator, watch, edit)) : Optional.empty());
      Instant last = watch.awaitAll(all, DEADLINE, operator::isAlive);
      Duration took = Duration.between(operator.started(), last);
      put(Metric.CONVERGED, seconds(took));
      put(Metric.READY, seconds(operator.ready()));
      put(Metric.FIRST_CALL, seconds(called.join()));
      patches
          .join()
          .ifPresent(
              early -> {
                put(Metric.EARLY_PATCH_P50, early.percentile(50));
                put(Metric.EARLY_PATCH_P99, early.percentile(99));
              });
      Progress.say("converged in %d ms".formatted(took.toMillis()));
      operator.awaitQuiet();
      Snapshot used = Snapshot.take(operator.usage().cpu(), api, simulator).since(first);
      put(Metric.OPERATOR_CPU, perResource(used.operator()));
      put(Metric.API_SERVER_CPU, perResource(used.apiServer()));
      put(Metric.ETCD_CPU, perResource(used.etcd()));
      put(Metric.SIMULATOR_CPU, perResource(used.simulator()));
      put(Metric.OTHER_CPU, seconds(used.others()));
      put(Metric.GETS, used.gets() / (double) size);
      put(Metric.PATCHES, used.patches() / (double) size);
      put(Metric.REQUESTS, used.requests().total() / (double) size);
      put(Metric.WRITES, used.requests().writes() / (double) size);
      used.requests()
          .counts()
          .forEach((kind, count) -> requests.put(kind.toString(), count / (double) size));
      return operator;
    } catch (RuntimeException e) {
      operator.close();
      throw e;
    }
  }

  /** Begins as soon as the operator is ready, because small fleets converge fast. */
  private Samples editEarly(RunningOperator operator, ReadyWatch watch, int edit) {
    operator.ready();
    Progress.say("editing during the first convergence");
    return FleetEdits.of(fleet, EARLY_EDITS, edit, watch, simulator, operator::isAlive).patches();
  }

  private RunningOperator start(Placeholders placeholders) {
    Progress.say("starting " + definition.name());
    return RunningOperator.start(definition, placeholders, memory, logs.resolve("operator.log"));
  }

  private void change(RunningOperator operator, ReadyWatch watch) {
    operator.awaitQuiet();
    Progress.say("changing all");
    Snapshot before = Snapshot.take(operator.usage().cpu(), api, simulator);
    Instant began = Instant.now();
    List<Version> all = fleet.applyAll(++revision);
    put(Metric.CHANGED_APPLY, seconds(Duration.between(began, Instant.now())));
    Instant last = watch.awaitAll(all, DEADLINE, operator::isAlive);
    put(Metric.CHANGED, seconds(Duration.between(began, last)));
    operator.awaitQuiet();
    Snapshot used = Snapshot.take(operator.usage().cpu(), api, simulator).since(before);
    put(Metric.CHANGED_CPU, perResource(used.operator()));
    put(Metric.CHANGED_API_SERVER_CPU, perResource(used.apiServer()));
    put(Metric.CHANGED_WRITES, used.requests().without(ownWrites()).writes() / (double) size);
  }

  /** What this program sends. */
  private RequestCounts.Kind ownWrites() {
    return new RequestCounts.Kind("APPLY", definition.plural(), "");
  }

  private void idle(RunningOperator operator) {
    operator.awaitQuiet();
    Progress.say("an idle minute");
    Snapshot before = Snapshot.take(operator.usage().cpu(), api, simulator);
    Wait.pass(IDLE);
    Snapshot used = Snapshot.take(operator.usage().cpu(), api, simulator).since(before);
    put(Metric.IDLE_CPU, seconds(used.operator()) / IDLE.toSeconds());
    put(Metric.IDLE_CALLS, (double) (used.gets() + used.patches()));
    put(Metric.IDLE_REQUESTS, (double) used.requests().total());
    put(Metric.IDLE_WRITES, (double) used.requests().writes());
  }

  /** All are due when the operator starts, and would be due again before their turn comes. */
  private void busy(int edits, ReadyWatch watch) {
    Placeholders busy =
        values
            .with("resync", BUSY_RESYNC)
            .with("requestsPerMinute", Integer.toString(budget(size)));
    applyManifests(busy);
    try (RunningOperator operator = start(busy)) {
      operator.ready();
      Wait.pass(BUSY_FIRST);
      Progress.say("editing during a resync at full budget");
      long before = simulator.count("GET") + simulator.count("PATCH");
      Instant began = Instant.now();
      FleetEdits during =
          FleetEdits.of(fleet, edits, ++revision, watch, simulator, operator::isAlive);
      long calls = simulator.count("GET") + simulator.count("PATCH") - before;
      put(Metric.BUSY_CALLS, calls * 60 / seconds(Duration.between(began, Instant.now())));
      put(
          during,
          Metric.BUSY_PATCH_P50,
          Metric.BUSY_PATCH_P99,
          Metric.BUSY_READY_P50,
          Metric.BUSY_READY_P99);
    }
  }

  /** Three quarters of what a resync every 10 s needs, as far as a machine can do that. */
  static int budget(int size) {
    return Math.min(size * 6 * 3 / 4, 12_000);
  }

  private void put(
      FleetEdits edits, Metric patch50, Metric patch99, Metric ready50, Metric ready99) {
    put(patch50, edits.patches().percentile(50));
    put(patch99, edits.patches().percentile(99));
    put(ready50, edits.ready().percentile(50));
    put(ready99, edits.ready().percentile(99));
  }

  private void put(Metric metric, double value) {
    metrics.put(metric, value);
  }

  private double perResource(Duration cpu) {
    return cpu.toNanos() / 1e6 / size;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static double mebibytes(long bytes) {
    return bytes / (double) (1 << 20);
  }
}
