package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.catalog.CatalogState;
import net.lumenia.voice.catalog.Catalogs;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.EventRecorder;
import net.lumenia.voice.cluster.EventWriter;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.cluster.LeaseTiming;
import net.lumenia.voice.cluster.RecentStatusWrites;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.cluster.StatusWriter;
import net.lumenia.voice.cluster.cache.LargeObjectReader;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.Admission;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.lumenia.limiter.Caller;
import net.lumenia.voice.lumenia.limiter.CircuitTiming;
import net.lumenia.voice.lumenia.limiter.Permit;
import net.lumenia.voice.lumenia.limiter.Priority;
import net.lumenia.voice.numbers.AccountNumbers;
import net.lumenia.voice.plan.Difference;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Planner;
import net.lumenia.voice.plan.Readings;
import net.lumenia.voice.plan.ReplacedValues;
import net.lumenia.voice.revision.PatchEffect;
import net.lumenia.voice.revision.RevisionHistory;
import net.lumenia.voice.revision.RevisionWriter;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;
import net.lumenia.voice.status.DriftAttribution;
import net.lumenia.voice.status.FieldStatuses;
import net.lumenia.voice.status.Memory;
import net.lumenia.voice.status.Problem;
import net.lumenia.voice.status.Reason;
import net.lumenia.voice.status.ReconcileResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans carried out on an API and an API server behind real sockets. */
@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class ApplierTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final String EDITED = "firstMessage: Hi\nrevisionHistoryLimit: 1";

  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withWorkspaces(List.of("acme")));
  private final AccountLimiters limiters =
      new AccountLimiters(
          new LumeniaClient("1", Limits.DEFAULT, (_, _, _) -> {}, CLOCK),
          CallLimits.OF_PROCESS,
          (_, _) -> {},
          _ -> {},
          CircuitTiming.DEFAULT,
          CLOCK);
  private final RecentStatusWrites ownWrites = new RecentStatusWrites();
  private KubernetesClient client;
  private RevisionWriter revisions;
  private Applier applier;

  @BeforeEach
  void start() {
    var limit = new ApiServerLimit(Fence.open(System::nanoTime));
    revisions = new RevisionWriter(client, limit, CLOCK);
    var fence = Fence.open(System::nanoTime);
    applier =
        new Applier(
            new KubernetesCluster(
                new FreshRead(
                    client,
                    limit,
                    new LargeObjectReader(client, limit),
                    fence,
                    LeaseTiming.DEFAULT.maxReadAge(),
                    Slice.whole()),
                revisions,
                new StatusWriter(client, limit, ownWrites, Slice.whole()),
                new EventRecorder(new EventWriter(client, limit), CLOCK)),
            new Rejections(CLOCK, new LinkedNumbers(_ -> {})),
            ownWrites,
            CLOCK);
  }

  @AfterEach
  void end() {
    limiters.close();
    simulator.close();
  }

  /** With a limit of one, a failed PATCH must not replace the only revision. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind": "status", "status": 400}                  | 1 | Rejected    | earlier
          {"kind": "status", "status": 429}                  | 1 | RateLimited | earlier
          {"kind": "status", "status": 503}                  | 1 | Unavailable | earlier
          {"kind": "status", "status": 503}                  | 2 | Unavailable | replaced, earlier
          {"kind": "status", "status": 503, "when": "after"} | 1 | Synced      | replaced
          {"kind": "latency", "millis": 1}                   | 1 | Synced      | replaced
          """)
  void patchWithoutEffectChangesNoRevisions(
      String fault, int times, String reason, String revisions) {
    VoiceAssistant assistant = stored(EDITED);
    keep(assistant, "earlier");
    simulator.inject(Fault.parse(fault).times(times));

    ApplyResult applied = carryOut(assistant, "replaced");

    assertThat(result(applied).reason().text()).isEqualTo(reason);
    assertThat(revisions(assistant)).isEqualTo(List.of(revisions.split(", ")));
  }

  @Test
  void patchOfAnOlderSpecIsNotSentAndLeavesNoRevision() {
    VoiceAssistant cached = stored(EDITED);
    keep(cached, "earlier");
    VoiceAssistant fresh = edited(cached, "firstMessage: Newer");

    assertThat(carryOut(cached, "replaced"))
        .isInstanceOfSatisfying(
            ApplyResult.Outdated.class,
            outdated ->
                assertThat(outdated.fresh().getMetadata().getResourceVersion())
                    .isEqualTo(fresh.getMetadata().getResourceVersion()));
    assertThat(revisions(cached)).containsExactly("earlier");
    client.resource(fresh).delete();
    assertThat(carryOut(cached, "replaced")).isInstanceOf(ApplyResult.Gone.class);
    assertThat(revisions(cached)).containsExactly("earlier");
    assertThat(simulator.patches("acme")).isEmpty();
  }

  /** The cached status does not have the last PATCH, which sent what differs. */
  @ParameterizedTest
  @ValueSource(strings = {"driftPolicy: Report", "driftPolicy: Refuse", "mode: Plan"})
  void decisionNotToSendNeedsTheStatusOfTheLastWrite(String rules) {
    VoiceAssistant cached = stored("firstMessage: Hello\n" + rules);
    cached.setStatus(FieldStatuses.applied(Readings.config("firstMessage: Hello")));
    VoiceAssistant written = edited(cached, "firstMessage: Hello\n" + rules);
    ownWrites.recordWrite(written);

    ApplyResult decided = carryOut(cached, "Hi");

    assertThat(decided).isInstanceOf(ApplyResult.Outdated.class);
    assertThat(carryOut(((ApplyResult.Outdated) decided).fresh(), "Hi"))
        .isInstanceOf(ApplyResult.Done.class);
  }

  /** The cached status is the newest one, so the decision needs no fresh read. */
  @Test
  void decisionNotToSendReadsNothingWithoutAnOwnWrite() {
    VoiceAssistant cached = stored("firstMessage: Hello\ndriftPolicy: Refuse");
    client.resource(cached).delete();

    assertThat(result(carryOut(cached, "Hi")).reason()).isEqualTo(Reason.DRIFT_CONFLICT);
  }

  @Test
  void nothingIsSentWhileTheStatusIsRefused() {
    VoiceAssistant assistant = stored(EDITED);
    ownWrites.recordRefusal(assistant);

    assertThat(result(carryOut(assistant, "replaced")).reason()).isEqualTo(Reason.INVALID_SPEC);
    assertThat(simulator.patches("acme")).isEmpty();

    VoiceAssistant corrected = edited(assistant, EDITED);
    assertThat(result(carryOut(corrected, "replaced")).reason()).isEqualTo(Reason.SYNCED);
  }

  /** The prompt was in sync before the PATCH, which changed it. */
  @Test
  void sideEffectOfThePatchIsVerifying() {
    VoiceAssistant assistant = stored("firstMessage: Hi\nprompt: Be kind.");
    simulator.edit("acme", JsonNodeFactory.instance.objectNode().put("prompt", "the default"));

    ReconcileResult result = result(carryOut(assistant, "Hello", ", \"prompt\": \"Be kind.\""));

    assertThat(result.openProblem().orElseThrow())
        .isEqualTo(
            new Problem(
                Reason.VERIFYING,
                "after the PATCH the API does not show the desired prompt yet; checking again"));
    assertThat(result.seen().orElseThrow().drift())
        .extracting(Difference::path)
        .containsExactly("prompt");
    assertThat(result.sentPatch().orElseThrow().sideEffects()).containsExactly(Field.PROMPT);
    assertThat(DriftAttribution.begun(assistant.decodeStatus(), result)).isEmpty();
  }

  private VoiceAssistant stored(String spec) {
    return client.resource(assistant(spec)).create();
  }

  /** The next version of the resource. */
  private VoiceAssistant edited(VoiceAssistant assistant, String spec) {
    VoiceAssistant changed = client.resource(assistant).get();
    changed.setSpec(assistant(spec).getSpec());
    changed.getMetadata().setLabels(Map.of("edited", "yes"));
    return client.resource(changed).update();
  }

  private static VoiceAssistant assistant(String spec) {
    String manifest =
        """
        metadata: {name: acme, namespace: team, uid: "1234"}
        spec:
          workspace: {originalSlug: acme}
        """;
    return YAML.unmarshal(manifest + spec.indent(2), VoiceAssistant.class);
  }

  /** Carries out what is planned when the API shows this first message. */
  private ApplyResult carryOut(VoiceAssistant assistant, String live) {
    return carryOut(assistant, live, "");
  }

  private ApplyResult carryOut(VoiceAssistant assistant, String live, String others) {
    simulator.edit("acme", JsonNodeFactory.instance.objectNode().put("firstMessage", live));
    DesiredState desiredState =
        ((SpecReading.Usable) SpecReader.read(assistant.decodeSpec())).desiredState();
    try (Permit permit = permit()) {
      LiveAssistant shown =
          Readings.answer("{\"assistant\": {\"firstMessage\": \"%s\"%s}}".formatted(live, others));
      var seen =
          new Observation.Observed(
              assistant,
              desiredState,
              permit.credentials().endpoint(),
              Optional.empty(),
              Optional.empty(),
              new PermittedApi(
                  permit,
                  new Catalogs(CacheTiming.DEFAULT, CLOCK, CLOCK),
                  new AccountNumbers(CacheTiming.DEFAULT, CLOCK, CLOCK),
                  desiredState.workspace()),
              shown,
              new CatalogState.Unavailable(new ApiFailure.NotFound("none"), false));
      Plan plan =
          Planner.plan(
              desiredState.config(),
              shown,
              Memory.recall(assistant.decodeStatus(), Optional.empty(), CLOCK.instant()),
              Optional.empty(),
              desiredState.rules());
      return applier.apply(seen, plan);
    }
  }

  private Permit permit() {
    var credentials =
        new Credentials(
            AccountEndpoint.of(simulator.baseUrl().toString(), SimulatorOptions.ACCOUNT_ID)
                .orElseThrow(),
            Token.of(SimulatorOptions.TOKEN).orElseThrow());
    var caller = new Caller("acme", Priority.CHANGE, Duration.ofMinutes(5), () -> true);
    Admission entry =
        limiters.limiter("team/default", credentials, CallLimits.DEFAULT).tryAcquire(caller);
    return ((Admission.Admitted) entry).permit();
  }

  private static ReconcileResult result(ApplyResult applied) {
    return ((ApplyResult.Done) applied).result();
  }

  private void keep(VoiceAssistant assistant, String message) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putObject("spec").put("firstMessage", message);
    var image = new ReplacedValues(data, Set.of(Field.FIRST_MESSAGE));
    revisions.finish(revisions.store(assistant, image, 1, Optional.empty()), PatchEffect.APPLIED);
  }

  /** The first messages in the revisions, the newest first. */
  private List<String> revisions(VoiceAssistant assistant) {
    return RevisionHistory.of(assistant, client).stream()
        .map(entry -> RevisionHistory.read(assistant, entry, client).orElseThrow())
        .map(one -> JSON.<ObjectNode>valueToTree(one.getData()).at("/spec/firstMessage").asText())
        .toList();
  }
}
