package net.lumenia.voice.reconcile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.plan.DriftRule;
import net.lumenia.voice.plan.SendRules;
import net.lumenia.voice.plan.WriteMode;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.Notice;
import net.lumenia.voice.status.ReconcileResult;

/**
 * The operator's own {@link ReconcileLoop} on a {@link SimulatedApi} and a {@link
 * SimulatedCluster}, in virtual time. The operator restarts before every reconcile: all that it
 * knows is the status of its resource, read back from JSON.
 */
final class SimulatedOperator {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final ApiFailure PAUSE =
      new ApiFailure.Unavailable(OptionalInt.empty(), Optional.empty(), "the circuit is open");

  private final SimulatedApi api;
  private final SimulatedCluster cluster;
  private final GivenAssistant given = new GivenAssistant();
  private final List<Duration> checks = new ArrayList<>();
  private final Instant start;
  private String managed;
  private SendRules rules = SendRules.DEFAULT;
  private Instant now;
  private Duration resync = Duration.ofMinutes(5);
  private Optional<Rejections> rejections = Optional.empty();
  private boolean paused;
  private BiConsumer<String, ProposedPatch> waiting = (_, _) -> {};

  /**
   * @param managed the managed fields of the spec, in YAML
   */
  SimulatedOperator(SimulatedApi api, String managed) {
    this("acme", api, managed);
  }

  /** For an assistant with another name. */
  SimulatedOperator(String name, SimulatedApi api, String managed) {
    this.api = api;
    this.managed = managed;
    start = api.now();
    now = start;
    cluster = new SimulatedCluster(name, spec());
  }

  private JsonNode spec() {
    String manifest =
        """
        spec:
          workspace: {slug: "61"}
          driftPolicy: %s
        %s%s\
        """
            .formatted(driftPolicy(), mode().indent(2), managed.indent(2));
    return YAML.unmarshal(manifest, VoiceAssistant.class).getSpec().json();
  }

  private String driftPolicy() {
    return switch (rules.policy()) {
      case CORRECT -> "Correct";
      case REPORT -> "Report";
      case REFUSE -> "Refuse";
    };
  }

  private String mode() {
    return switch (rules.permission()) {
      case WriteMode.Always _ -> "mode: Apply";
      case WriteMode.Never _ -> "mode: Observe";
      case WriteMode.OnceApproved(Optional<String> approved) ->
          "mode: Plan" + approved.map("\napprovedPlan: \"%s\""::formatted).orElse("");
    };
  }

  SimulatedOperator resyncing(Duration interval) {
    resync = interval;
    return this;
  }

  /** From now on it does not restart, so that it remembers what status does not. */
  SimulatedOperator withoutRestarts() {
    return withoutRestarts(new LinkedNumbers(_ -> {}));
  }

  /** The same for an operator of several assistants. */
  SimulatedOperator withoutRestarts(LinkedNumbers numbers) {
    rejections = Optional.of(new Rejections(() -> now, numbers));
    return this;
  }

  /** The circuit of the account is open, or closed again. */
  SimulatedOperator paused(boolean isPaused) {
    paused = isPaused;
    return this;
  }

  /** A user requests a check. */
  SimulatedOperator request(String value) {
    cluster.annotate(Map.of(ReconcileAnnotation.NAME, value));
    return this;
  }

  /** A user changes the managed fields of the spec. */
  SimulatedOperator declare(String changed) {
    managed = changed;
    cluster.setSpec(spec());
    return this;
  }

  /**
   * Observes the changes.
   *
   * @param waiting gets every change that waits for approval, with its hash
   * @param sending gets every PATCH before it is sent
   */
  SimulatedOperator observed(
      BiConsumer<String, ProposedPatch> waiting, Consumer<ProposedPatch> sending) {
    this.waiting = waiting;
    api.beforeEachPatch(sending);
    return this;
  }

  SimulatedOperator under(SendRules other) {
    rules = other;
    cluster.setSpec(spec());
    return this;
  }

  SimulatedOperator under(DriftRule policy) {
    return under(new SendRules(policy, rules.permission()));
  }

  SimulatedOperator under(WriteMode mode) {
    return under(new SendRules(rules.policy(), mode));
  }

  AssistantConfig desired() {
    return desiredState().config();
  }

  SendRules rules() {
    return desiredState().rules();
  }

  private DesiredState desiredState() {
    return switch (SpecReader.read(cluster.stored().decodeSpec())) {
      case SpecReading.Usable(DesiredState state) -> state;
      case SpecReading.Unusable(var violations) -> throw new AssertionError(violations);
    };
  }

  /** Another client changes the status. */
  SimulatedOperator damage(UnaryOperator<String> damage) {
    cluster.setStatus(parse(damage.apply(cluster.status().toString())));
    return this;
  }

  /** Reconciles; the operator is killed before it writes the status. */
  void crash() {
    cluster.killAtStatusWrite(true);
    assertThatExceptionOfType(SimulatedCluster.Killed.class).isThrownBy(this::reconcile);
    cluster.killAtStatusWrite(false);
  }

  /** Reconciles as often as the operator does in this time. */
  SimulatedOperator run(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      Duration next = step();
      pass(next);
    }
    return this;
  }

  /** Time passes without a reconcile. */
  SimulatedOperator pass(Duration time) {
    now = now.plus(time);
    api.setTime(now);
    return this;
  }

  /** Reconciles once, and returns the time to the next reconcile. */
  Duration step() {
    checks.add(Duration.between(start, now));
    Duration next = reconcile();
    checkInvariants();
    return next;
  }

  private Duration reconcile() {
    InstantSource clock = () -> now;
    var permits =
        new SimulatedPermits(
            paused ? new ApiPermits.Response.Paused(PAUSE) : new ApiPermits.Response.Granted(api));
    var memory = rejections.orElseGet(() -> new Rejections(clock, new LinkedNumbers(_ -> {})));
    return SimulatedLoop.of(cluster, given, permits, memory, resync, this::reconciled, clock)
        .reconcile(cluster.stored(), given)
        .orElseThrow();
  }

  private void reconciled(
      VoiceAssistant resource, VoiceAssistantStatus previous, ReconcileResult result) {
    if (result instanceof ReconcileResult.AwaitingApproval change) {
      String body = change.plan().change().patch().body();
      waiting.accept(change.hash(), new ProposedPatch(body, change.report().live()));
    }
  }

  private void checkInvariants() {
    boolean ready = is("Ready");
    assertThat(is("Stalled") || is("Reconciling")).isNotEqualTo(ready);
    assertThat(is("Stalled") && is("Reconciling")).isFalse();
    assertThat(ready && is("Drifted"))
        .isEqualTo(is("Drifted") && Set.of("Observed", "DriftReported").contains(reason()));
  }

  private boolean is(String type) {
    return Conditions.find(status().conditions(), type)
        .filter(condition -> condition.status().equals("True"))
        .isPresent();
  }

  VoiceAssistantStatus status() {
    return cluster.stored().decodeStatus();
  }

  List<DriftEntry> drift() {
    return Optional.ofNullable(status().drift()).orElse(List.of());
  }

  String reason() {
    return Conditions.find(status().conditions(), Conditions.READY).orElseThrow().reason();
  }

  String message() {
    return Conditions.find(status().conditions(), Conditions.READY).orElseThrow().message();
  }

  /** The times of the reconciles, counted from the start. */
  List<Duration> checks() {
    return checks;
  }

  /** The events, by their reasons. */
  List<String> events() {
    return cluster.events().stream().map(Notice::reason).toList();
  }

  /** The kept revisions, by name. */
  List<String> revisions() {
    return cluster.revisions();
  }

  /** The hash of the change that waits for approval. */
  String waitingHash() {
    return requireNonNull(requireNonNull(status().plan()).hash());
  }

  /** The events with their messages. */
  List<String> told() {
    return cluster.events().stream()
        .map(notice -> notice.reason() + ": " + notice.message())
        .toList();
  }

  int statusWrites() {
    return cluster.statusWrites();
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
