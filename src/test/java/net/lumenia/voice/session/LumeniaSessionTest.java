package net.lumenia.voice.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.network.NetworkSettings;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads from the simulator, on a socket. */
@Timeout(60)
class LumeniaSessionTest {

  private static final CallLimits AMPLE = new CallLimits(60_000, 16);
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(3), Duration.ofSeconds(10), 3, Duration.ofMillis(20));

  /** What was shown to the user. */
  private static final class Shown implements ReadProgress {

    final ConcurrentLinkedQueue<String> messages = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Integer> counts = new ConcurrentLinkedQueue<>();

    @Override
    public void advanced(int done, int total) {
      counts.add(done);
    }

    @Override
    public void waiting(String why) {
      messages.add(why);
    }
  }

  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final LumeniaConnection connection =
      new LumeniaConnection("test", NetworkSettings.direct(), SHORT, Clock.systemUTC());
  private final Shown shown = new Shown();

  @AfterEach
  void close() {
    connection.close();
    simulator.close();
  }

  private LumeniaSession session(URI baseUrl, String token, CallLimits limits) {
    var endpoint = new AccountEndpoint(baseUrl, SimulatorOptions.ACCOUNT_ID);
    return connection.session(
        "shop/default", new Credentials(endpoint, Token.of(token).orElseThrow()), limits);
  }

  private LumeniaSession session() {
    return session(simulator.baseUrl(), SimulatorOptions.TOKEN, AMPLE);
  }

  /** Workspaces that greet with their own name. */
  private List<WorkspaceSlug> workspaces(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i -> {
              String name = "workspace-" + i;
              simulator.addWorkspace(
                  name, JsonNodeFactory.instance.objectNode().put("firstMessage", name));
              return WorkspaceSlug.ofName(name);
            })
        .toList();
  }

  @Test
  void twoHundredWorkspacesAreReadInOrder() {
    List<WorkspaceSlug> workspaces = workspaces(200);
    Map<WorkspaceSlug, ApiResult<LiveAssistant>> read = session().read(workspaces, shown);
    assertThat(read.keySet()).containsExactlyElementsOf(workspaces);
    assertThat(read)
        .allSatisfy(
            (slug, result) ->
                assertThat(value(result).field(Field.FIRST_MESSAGE))
                    .isEqualTo(new Live.Reported<>(new Value.Text(slug.name().orElseThrow()))));
    assertThat(shown.counts).hasSize(201).contains(0, 200);
    assertThat(simulator.requests()).hasSize(200);
  }

  @Test
  void aWorkspaceThatIsNamedTwiceIsReadOnce() {
    WorkspaceSlug acme = workspaces(1).getFirst();
    assertThat(session().read(List.of(acme, acme), shown)).hasSize(1);
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void oneWorkspaceThatIsMissingFailsAlone() {
    WorkspaceSlug there = workspaces(1).getFirst();
    WorkspaceSlug missing = WorkspaceSlug.ofName("missing");
    var read = session().read(List.of(missing, there), shown);
    assertThat(read.get(missing)).isInstanceOf(ApiResult.Failure.class);
    assertThat(read.get(there)).isInstanceOf(ApiResult.Success.class);
  }

  @Test
  void retryAfterIsWaitedForAndToldToTheUser() {
    List<WorkspaceSlug> workspaces = workspaces(20);
    simulator.inject(Fault.of(FaultKind.Status.of(429).withRetryAfter("1")).times(1));
    long start = System.nanoTime();
    var read = session().read(workspaces, shown);
    assertThat(read.values()).allSatisfy(result -> value(result));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
    assertThat(shown.messages).contains("the API limits the requests of this account; waiting 1s");
  }

  @Test
  void aRetryAfterBeyondPatienceIsAFailure() {
    simulator.inject(Fault.of(FaultKind.Status.of(429).withRetryAfter("600")));
    var read = session().read(workspaces(20), shown);
    assertThat(read.values())
        .allSatisfy(
            result -> assertThat(failure(result)).isInstanceOf(ApiFailure.RateLimited.class));
    assertThat(simulator.requests().size()).isLessThanOrEqualTo(16);
  }

  @Test
  void aFailureThatPassesIsRetried() {
    WorkspaceSlug acme = workspaces(1).getFirst();
    simulator.inject(Fault.status(503).times(2));
    assertThat(session().read(List.of(acme), shown).get(acme))
        .isInstanceOf(ApiResult.Success.class);
    assertThat(simulator.requests()).hasSize(3);
  }

  @Test
  void aFailureThatLastsIsNotRetriedForEver() {
    WorkspaceSlug acme = workspaces(1).getFirst();
    simulator.inject(Fault.status(503));
    assertThat(failure(session().read(List.of(acme), shown).firstEntry().getValue()))
        .isInstanceOf(ApiFailure.Unavailable.class);
    assertThat(simulator.requests()).hasSize(3);
  }

  @Test
  void aDeadServerFailsAllWithTheSameReason() {
    List<WorkspaceSlug> workspaces = workspaces(100);
    URI dead = simulator.baseUrl();
    simulator.close();
    long start = System.nanoTime();
    var read = session(dead, SimulatorOptions.TOKEN, AMPLE).read(workspaces, shown);
    assertThat(read.values())
        .hasSize(100)
        .allSatisfy(
            result ->
                assertThat(failure(result))
                    .isInstanceOf(ApiFailure.Unavailable.class)
                    .extracting(ApiFailure::message)
                    .asString()
                    .doesNotContain("the operator sends nothing"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aWrongTokenEndsTheReadsOfTheAccount() {
    var read =
        session(simulator.baseUrl(), "wrong", new CallLimits(60_000, 4))
            .read(workspaces(100), shown);
    assertThat(read.values())
        .allSatisfy(result -> assertThat(failure(result)).isInstanceOf(ApiFailure.Forbidden.class));
    assertThat(simulator.requests().size()).isLessThan(20);
  }

  @Test
  void readsTheCatalog() {
    assertThat(value(session().catalog(shown)).voiceProviders().values()).containsKey("vapi");
    simulator.inject(Fault.status(500));
    assertThat(failure(session().catalog(shown))).isInstanceOf(ApiFailure.Unavailable.class);
  }

  private static <T> T value(ApiResult<T> result) {
    return switch (result) {
      case ApiResult.Success<T>(T value) -> value;
      case ApiResult.Failure<T>(ApiFailure failure) -> throw new AssertionError(failure);
    };
  }

  private static ApiFailure failure(ApiResult<?> result) {
    return switch (result) {
      case ApiResult.Success<?> success -> throw new AssertionError(success);
      case ApiResult.Failure<?>(ApiFailure failure) -> failure;
    };
  }
}
