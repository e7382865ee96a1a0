package net.lumenia.voice.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.lumenia.Operation;
import net.lumenia.voice.lumenia.RequestObserver;
import net.lumenia.voice.lumenia.gate.CircuitState;
import net.lumenia.voice.lumenia.gate.GateObserver;
import net.lumenia.voice.lumenia.gate.Gates;
import net.lumenia.voice.lumenia.gate.Priority;
import net.lumenia.voice.reconcile.ReconcileListener;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.Outcome;
import net.lumenia.voice.status.OutsideChanges;
import net.lumenia.voice.status.Reason;

/**
 * What Prometheus sees. No label has a value that a tenant can choose, so the number of series is
 * bounded.
 */
final class OperatorMetrics
    implements RequestObserver, GateObserver, ReconcileListener, AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
  private final MultiGauge assistants =
      MultiGauge.builder("voiceassistants")
          .description("VoiceAssistants by the status and reason of their condition Ready")
          .register(registry);
  private final Timer editToSynced =
      Timer.builder("voiceassistant.edit.to.synced")
          .description("From the last change of a VoiceAssistant to its first proof after it")
          .publishPercentileHistogram()
          .minimumExpectedValue(Duration.ofMillis(100))
          .maximumExpectedValue(Duration.ofMinutes(10))
          .register(registry);
  private final Clock clock;

  OperatorMetrics(Clock clock) {
    this.clock = clock;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public void completed(Operation operation, String code, Duration took) {
    registry
        .counter("lumenia.api.requests", "operation", operation.label(), "code", code)
        .increment();
    Timer.builder("lumenia.api.request")
        .description("Time that requests to the Lumenia API took")
        .tag("operation", operation.label())
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(5))
        .maximumExpectedValue(Duration.ofSeconds(30))
        .register(registry)
        .record(took);
  }

  @Override
  public void reconciled(VoiceAssistant resource, VoiceAssistantStatus previous, Outcome outcome) {
    OutsideChanges.begun(previous, outcome)
        .forEach(field -> count("voiceassistant.drift.detected", field));
    if (outcome instanceof Outcome.Patched(_, Outcome.SentPatch sent, _)) {
      sent.patch().fields().forEach(field -> count("voiceassistant.patches", field));
      sent.corrections().forEach(field -> count("voiceassistant.drift.corrections", field));
    }
    if (outcome.reason() == Reason.SYNCED) {
      LastEdit.of(resource)
          .filter(edit -> isFirstProofSince(edit, previous))
          .ifPresent(edit -> editToSynced.record(Duration.between(edit, clock.instant())));
    }
  }

  @Override
  public void waited(Priority priority, Duration time) {
    Timer.builder("lumenia.api.gate.wait")
        .description("Time that looks and changes waited for their turn at an account's gate")
        .tag("priority", priority.label())
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofMinutes(10))
        .register(registry)
        .record(time);
  }

  /** Shows how many accounts have their circuit in which state. */
  void watch(Gates gates) {
    for (CircuitState state : CircuitState.values()) {
      Gauge.builder("lumenia.api.circuit.state", () -> gates.circuits().getOrDefault(state, 0L))
          .description("Accounts by the state of their circuit breaker")
          .tag("state", state.label())
          .register(registry);
    }
  }

  private void count(String name, Field field) {
    registry.counter(name, "field", field.specName()).increment();
  }

  private static boolean isFirstProofSince(Instant edit, VoiceAssistantStatus previous) {
    return Optional.ofNullable(previous.lastVerifiedTime())
        .flatMap(LastEdit::parse)
        .filter(verified -> !verified.isBefore(edit))
        .isEmpty();
  }

  /** The text of a scrape; the assistants are counted here and not at every reconcile. */
  String scrape(Stream<VoiceAssistant> all) {
    Map<Tags, Long> counts =
        all.collect(Collectors.groupingBy(OperatorMetrics::readiness, Collectors.counting()));
    assistants.register(
        counts.entrySet().stream()
            .map(entry -> MultiGauge.Row.of(entry.getKey(), entry.getValue()))
            .collect(Collectors.toList()),
        true);
    return registry.scrape();
  }

  private static Tags readiness(VoiceAssistant assistant) {
    return Conditions.find(assistant.decodeStatus().conditions(), Conditions.READY)
        .map(ready -> Tags.of("ready", ready.status(), "reason", ready.reason()))
        .orElse(Tags.of("ready", "Unknown", "reason", ""));
  }

  @Override
  public void close() {
    garbageCollection.close();
    registry.close();
  }
}
