package net.lumenia.voice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever the API does, an assistant ends as declared or says why not, with no more PATCHes than
 * need be. The rows are in {@code faults.yaml}; all are played at once, as they mostly wait.
 */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class FaultTest {

  private static final String ELSEWHERE = "/elsewhere";

  @TestFactory
  List<DynamicTest> faults(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    List<FaultRow> rows = FaultRow.all();
    long apis = rows.stream().filter(row -> row.is("api")).count();
    var tests = new ArrayList<DynamicTest>();
    try (var stage = new FaultStage(plane, client, apis)) {
      ApiAccount shared = stage.sharedAccount();
      var neighbour = new Bystander(stage, shared, "neighbour");
      var stranger = new Bystander(stage, stage.newAccount(), "stranger");
      play(stage, rows, shared, stranger.clockwork())
          .forEach((row, outcome) -> tests.add(dynamicTest(row, () -> rethrow(outcome))));
      tests.add(check("the neighbour has noticed nothing", neighbour::assertUnaffected));
      tests.add(check("the stranger has noticed nothing", stranger::assertUnaffected));
      tests.add(check("no token is anywhere", () -> new Secrecy(stage).check()));
      tests.add(check("no error is logged", () -> assertNoErrors(stage.operator())));
      tests.add(check("no redirect is followed", () -> assertNoRedirects(stage)));
    }
    return tests;
  }

  private static Map<String, Future<?>> play(
      FaultStage stage, List<FaultRow> rows, ApiAccount shared, Clockwork time) {
    var outcomes = new LinkedHashMap<String, Future<?>>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (FaultRow row : rows) {
        String name = "row-%03d".formatted(outcomes.size() + 1);
        var run = new FaultRun(stage, row, account(stage, row, shared), time, name);
        outcomes.put(name + " " + row.name(), threads.submit(run));
      }
    }
    return outcomes;
  }

  private static ApiAccount account(FaultStage stage, FaultRow row, ApiAccount shared) {
    return switch (row.reach()) {
      case WORKSPACE -> shared;
      case ACCOUNT -> stage.newAccount();
      case API -> stage.newApi();
    };
  }

  private static void rethrow(Future<?> outcome) throws Throwable {
    if (outcome.state() == Future.State.FAILED) {
      throw outcome.exceptionNow();
    }
  }

  /** Checks now, while everything is still there, and tells later. */
  private static DynamicTest check(String what, Runnable assertion) {
    try {
      assertion.run();
      return dynamicTest(what, () -> {});
    } catch (AssertionError e) {
      return dynamicTest(
          what,
          () -> {
            throw e;
          });
    }
  }

  private static void assertNoErrors(OperatorProcess operator) {
    assertThat(operator.log().lines()).noneMatch(line -> line.contains(" ERROR "));
    assertThat(operator.log()).doesNotContain("Exception", "\tat ");
    assertThat(operator.http("/healthz").statusCode()).isEqualTo(200);
  }

  private static void assertNoRedirects(FaultStage stage) {
    assertThat(stage.apis())
        .allSatisfy(
            api ->
                assertThat(api.requests())
                    .noneMatch(request -> request.path().startsWith(ELSEWHERE)));
  }
}
