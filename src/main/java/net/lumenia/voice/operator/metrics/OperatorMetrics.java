package net.lumenia.voice.operator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.cluster.LastEdit;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.lumenia.Operation;
import net.lumenia.voice.lumenia.RequestObserver;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.CircuitState;
import net.lumenia.voice.lumenia.limiter.LimiterObserver;
import net.lumenia.voice.lumenia.limiter.Priority;
import net.lumenia.voice.reconcile.ReconcileListener;
import net.lumenia.voice.status.DriftAttribution;
import net.lumenia.voice.status.Reason;
import net.lumenia.voice.status.ReconcileResult;

/**
 * The operator's metrics. Tenants cannot choose the value of any label, so the number of series is
 * bounded.
 */
public final class OperatorMetrics
    implements RequestObserver, LimiterObserver, ReconcileListener, AutoCloseable {

  private final PrometheusMeterRegistry registry = newRegistry();
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
  private final JvmHeapPressureMetrics heapPressure = new JvmHeapPressureMetrics();
  private final FleetMetrics fleet = new FleetMetrics(registry);
  private final Timer editToSynced =
      Timer.builder("voiceassistant.edit.to.synced")
          .description("Time from the last edit of a VoiceAssistant to its proof")
          .serviceLevelObjectives(Buckets.OF_WAITS)
          .register(registry);
  private final Map<Operation, Timer> requestTimes =
      timers(
          Operation.class,
          operation ->
              Timer.builder("lumenia.api.request")
                  .description("Duration of requests to the Lumenia API")
                  .tag("operation", operation.label())
                  .serviceLevelObjectives(Buckets.OF_WORK));
  private final Map<Priority, Timer> queueWaits =
      timers(
          Priority.class,
          priority ->
              Timer.builder("lumenia.api.queue.wait")
                  .description(
                      "Time that changes, first checks and resyncs waited in the queue of their"
                          + " account's rate limiter")
                  .tag("priority", priority.label())
                  .serviceLevelObjectives(Buckets.OF_WAITS));
  private final Clock clock;

  /**
   * @param version of this program
   */
  public OperatorMetrics(String version, Clock clock) {
    this.clock = clock;
    Gauge.builder("voice.operator.build.info", () -> 1)
        .description("Always 1, labeled with the version")
        .tag("version", version)
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
    heapPressure.bindTo(registry);
    ResidentMemory.bindTo(registry);
    initializeCounters();
  }

  private static PrometheusMeterRegistry newRegistry() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new SdkMeters());
    return registry;
  }

  /** A timer for each constant, because building one takes longer than recording. */
  private <E extends Enum<E>> Map<E, Timer> timers(
      Class<E> type, Function<E, Timer.Builder> timer) {
    var timers = new EnumMap<E, Timer>(type);
    for (E constant : type.getEnumConstants()) {
      timers.put(constant, timer.apply(constant).register(registry));
    }
    return timers;
  }

  /**
   * Creates counters with 0 instead of leaving them absent, so that the first event is an increase.
   */
  private void initializeCounters() {
    for (Field field : Field.values()) {
      patches(field);
      driftCorrections(field);
      driftDetected(field);
    }
    provisioned();
    for (Operation operation : Operation.values()) {
      requests(operation, "200");
    }
  }

  /** The registry, for the SDK's own metrics. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public void completed(Operation operation, String code, Duration took) {
    requests(operation, code).increment();
    Objects.requireNonNull(requestTimes.get(operation)).record(took);
  }

  @Override
  public void reconciled(
      VoiceAssistant resource, VoiceAssistantStatus previous, ReconcileResult result) {
    DriftAttribution.begun(previous, result).forEach(field -> driftDetected(field).increment());
    if (result instanceof ReconcileResult.Patched(_, ReconcileResult.SentPatch sent, _)) {
      if (sent.provisions()) {
        provisioned().increment();
      } else {
        sent.patch().fields().forEach(field -> patches(field).increment());
      }
      sent.corrections().forEach(field -> driftCorrections(field).increment());
    }
    if (result.reason() == Reason.SYNCED) {
      LastEdit.of(resource)
          .filter(edit -> isFirstProofAfter(edit, previous))
          .ifPresent(edit -> editToSynced.record(Duration.between(edit, clock.instant())));
    }
  }

  @Override
  public void admitted(Priority priority, Duration time) {
    Objects.requireNonNull(queueWaits.get(priority)).record(time);
  }

  /** Registers a gauge per state of the circuit breakers. */
  public void watch(AccountLimiters limiters) {
    for (CircuitState state : CircuitState.values()) {
      Gauge.builder("lumenia.api.circuit.state", () -> limiters.circuits().getOrDefault(state, 0L))
          .description("Accounts by the state of their circuit breaker")
          .tag("state", state.label())
          .register(registry);
    }
  }

  /** Registers a counter of events that were not written. */
  public void watchDroppedEvents(LongSupplier dropped) {
    FunctionCounter.builder("voice.operator.events.dropped", dropped, LongSupplier::getAsLong)
        .description("Kubernetes events that were dropped, because too many waited to be written")
        .register(registry);
  }

  /** Registers a gauge that shows whether this process leads. */
  public void watchLeadership(BooleanSupplier leading) {
    Gauge.builder("voice.operator.leader", () -> leading.getAsBoolean() ? 1 : 0)
        .description("1 if this process leads, 0 if it is a standby")
        .register(registry);
  }

  private Counter requests(Operation operation, String code) {
    return Counter.builder("lumenia.api.requests")
        .description("Requests to the Lumenia API by result")
        .tag("operation", operation.label())
        .tag("code", code)
        .register(registry);
  }

  private Counter patches(Field field) {
    return counter("voiceassistant.patches", "Fields that were sent in accepted PATCHes", field);
  }

  private Counter provisioned() {
    return Counter.builder("voiceassistant.provisioned")
        .description("Voice integrations that the operator created")
        .register(registry);
  }

  private Counter driftCorrections(Field field) {
    return counter(
        "voiceassistant.drift.corrections",
        "Fields that were sent because they had drifted",
        field);
  }

  private Counter driftDetected(Field field) {
    return counter("voiceassistant.drift.detected", "Fields whose drift was detected", field);
  }

  private Counter counter(String name, String description, Field field) {
    return Counter.builder(name)
        .description(description)
        .tag("field", field.specName())
        .register(registry);
  }

  private static boolean isFirstProofAfter(Instant edit, VoiceAssistantStatus previous) {
    return Optional.ofNullable(previous.lastVerifiedTime())
        .flatMap(LastEdit::parse)
        .filter(verified -> !verified.isBefore(edit))
        .isEmpty();
  }

  /** The metrics in Prometheus's text format. */
  public String scrape(Stream<VoiceAssistant> assistants, Stream<LumeniaAccount> accounts) {
    fleet.count(assistants, accounts);
    return registry.scrape();
  }

  @Override
  public void close() {
    garbageCollection.close();
    heapPressure.close();
    registry.close();
  }
}
