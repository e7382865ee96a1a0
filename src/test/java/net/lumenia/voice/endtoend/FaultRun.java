package net.lumenia.voice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.InjectedFault;
import org.awaitility.core.ThrowingRunnable;

/** A row, played on an assistant and workspace of its own. */
final class FaultRun implements Runnable {

  private static final Duration DEADLINE = Duration.ofSeconds(100);

  private final FaultStage stage;
  private final FaultRow row;
  private final ApiAccount account;
  private final Clockwork time;
  private final String name;
  private final LiveModel live = new LiveModel();
  private final List<InjectedFault> faults = new ArrayList<>();
  private int reasonsBefore;

  /**
   * @param time passes by the resyncs of an assistant without faults
   */
  FaultRun(FaultStage stage, FaultRow row, ApiAccount account, Clockwork time, String name) {
    this.stage = stage;
    this.row = row;
    this.account = account;
    this.time = time;
    this.name = name;
  }

  @Override
  public void run() {
    account.addWorkspace(name, live.copy());
    if (row.is("fromStart")) {
      goWrong();
    }
    begin();
    if (!row.is("fromStart")) {
      goWrong();
    }
    List<FaultRow.Step> steps = row.steps();
    play(steps.getFirst(), this::passTransition);
    steps.stream().skip(1).forEach(step -> play(step, () -> {}));
  }

  private void begin() {
    if (account.reach() != Reach.WORKSPACE) {
      account.applyTo(stage.cluster());
    }
    stage
        .cluster()
        .applyAssistant(
            name, "accountRef: {name: %s}\nfirstMessage: Old".formatted(account.name()));
    await(() -> assertThat(stage.watch().reasons(name)).endsWith("Synced"));
    assertThat(account.traffic().patches(name)).as("nothing differs yet").isEmpty();
    reasonsBefore = stage.watch().reasons(name).size();
  }

  private void goWrong() {
    row.faults()
        .map(json -> json.replace("TOKEN", account.token()))
        .map(json -> json.replace("BASE", account.simulator().baseUrl().toString()))
        .forEach(json -> faults.add(account.inject(Fault.parse(json), name)));
    if (row.is("rotated")) {
      account.simulator().rotateToken(account.token(), account.token() + "-2");
    }
    if (row.hasSecret()) {
      change(row.secret());
    }
  }

  private void change(JsonNode secret) {
    if (secret.isNull()) {
      stage.cluster().client().resources(Secret.class).withName(account.name()).delete();
    } else {
      String token = secret.asText().replace("TOKEN", account.token());
      stage.cluster().applySecret(account.name(), token);
    }
  }

  private void play(FaultRow.Step step, Runnable transition) {
    List<JsonNode> before = account.traffic().bodies(name);
    long generation = edit(step.edit());
    live.declare(step.edit(), step.live());
    transition.run();
    await(() -> assertAtEnd(step, generation, before));
    assertQuiet();
    assertAtEnd(step, generation, before);
    AtRest.check(stage.watch().assistant(name), step.ends(), row.says());
    assertThat(account.traffic().bodies(name))
        .allSatisfy(body -> assertThat(body.fieldNames()).toIterable().isSubsetOf(live.declared()));
  }

  private int patches() {
    return account.traffic().patches(name).size();
  }

  /** Those of a step, without another attempt with what was rejected in an earlier one. */
  private long patchesSince(List<JsonNode> before) {
    return account.traffic().bodies(name).stream()
        .skip(before.size())
        .filter(body -> !row.is("retried") || !before.contains(body))
        .count();
  }

  private long edit(ObjectNode edit) {
    var patch = JsonNodeFactory.instance.objectNode().set("spec", edit);
    return stage.cluster().patch(name, patch.toString()).getMetadata().getGeneration();
  }

  private void assertSeen() {
    List<String> reasons = stage.watch().reasons(name);
    assertThat(row.seen())
        .allSatisfy(
            oneOf ->
                assertThat(reasons.subList(reasonsBefore, reasons.size()))
                    .containsAnyElementsOf(oneOf));
  }

  private void passTransition() {
    await(this::assertSeen);
    if (row.is("lifted")) {
      faults.forEach(account.simulator()::remove);
      if (row.hasSecret() || row.is("rotated")) {
        stage
            .cluster()
            .applySecret(account.name(), account.token() + (row.is("rotated") ? "-2" : ""));
      }
    }
  }

  private void assertAtEnd(FaultRow.Step step, long generation, List<JsonNode> before) {
    VoiceAssistant resource = stage.watch().assistant(name);
    assertThat(resource.decodeStatus().observedGeneration()).isEqualTo(generation);
    assertThat(stage.watch().reasons(name)).endsWith(step.ends());
    assertThat(faults).allSatisfy(this::assertSpent);
    assertThat(account.assistant(name)).as("at the API").isEqualTo(live.copy());
    assertThat(patchesSince(before))
        .as("PATCHes")
        .isBetween((long) step.fewestPatches(), (long) step.mostPatches());
  }

  /** It has struck, as often as it can if that is limited, and every strike is in the log. */
  private void assertSpent(InjectedFault fault) {
    assertThat(fault.strikes()).as("strikes of " + fault.id()).isPositive();
    assertThat(fault.timesLeft().orElse(0)).as(fault.id()).isZero();
    assertThat(account.traffic().struckBy(fault)).as(fault.id()).hasSize((int) fault.strikes());
  }

  /**
   * After one more look, in which everything settles, there is nothing to send or to write. What
   * that look sends counts for the row's bound: a stale read may have it correct what it corrected.
   * It is over when the next one begins.
   */
  private void assertQuiet() {
    passResync();
    passResync();
    int patches = patches();
    String version = version();
    int requests = requests();
    passResync();
    if (!row.is("retried")) {
      assertThat(patches()).as("PATCHes, after the next resyncs").isEqualTo(patches);
    }
    assertThat(version()).as("resourceVersion, after the next resyncs").isEqualTo(version);
    if (row.is("silent")) {
      assertThat(requests()).as("requests").isEqualTo(requests);
    }
  }

  private String version() {
    return stage.watch().assistant(name).getMetadata().getResourceVersion();
  }

  private int requests() {
    return account.traffic().ofAccount(account.id()).size();
  }

  private void passResync() {
    if (row.is("silent")) {
      time.passResync();
    } else {
      long looks = account.traffic().looks(name);
      await(() -> assertThat(account.traffic().looks(name)).isGreaterThan(looks));
    }
  }

  private void await(ThrowingRunnable assertion) {
    Cluster.within(DEADLINE, assertion);
  }
}
