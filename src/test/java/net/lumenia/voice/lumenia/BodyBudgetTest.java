package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import net.lumenia.voice.lumenia.ApiFailure.NoMemory;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;
import net.lumenia.voice.lumenia.BodyBudget.Allocation;
import net.lumenia.voice.lumenia.BodyBudget.BudgetExhausted;
import net.lumenia.voice.network.NetworkSettings;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Large bodies share the memory budget; small ones never wait. */
class BodyBudgetTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final BodyBudget budget = new BodyBudget(10);

  @Test
  void budgetIsSharedByAsManyBodiesAsFit() throws IOException {
    Allocation first = acquired("a", 6, LONG);
    assertThatExceptionOfType(BudgetExhausted.class).isThrownBy(() -> acquired("b", 5, SHORT));
    Allocation second = acquired("c", 4, LONG);
    first.close();
    acquired("d", 6, LONG).close();
    second.close();
    assertThat(budget.accounts()).isZero();
  }

  @Test
  void accountReadsOneLargeBodyAtATime() throws IOException {
    try (Allocation first = acquired("a", 1, LONG)) {
      first.acquire(); // has no effect
      assertThatExceptionOfType(BudgetExhausted.class).isThrownBy(() -> acquired("a", 1, SHORT));
      acquired("b", 9, LONG).close();
    }
    acquired("a", 10, LONG).close();
    assertThat(budget.accounts()).isZero();
  }

  @Test
  void waitingCallAcquiresReleasedMemory() throws Exception {
    Allocation first = acquired("a", 10, LONG);
    var waiting = new FutureTask<>(() -> acquired("b", 10, LONG));
    Thread thread = Thread.ofVirtual().start(waiting);
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    first.close();
    waiting.get().close();
    assertThat(budget.accounts()).isZero();
  }

  @Test
  void interruptedCallStopsWaiting() throws Exception {
    Allocation first = acquired("a", 10, LONG);
    var waiting = new FutureTask<>(() -> acquired("b", 10, LONG));
    Thread thread = Thread.ofVirtual().start(waiting);
    thread.interrupt();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(waiting::get)
        .withCauseInstanceOf(InterruptedIOException.class);
    first.close();
    assertThat(budget.accounts()).isZero();
  }

  /** An endless answer blocks the large answers of its account until its call times out. */
  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"HTTP_1_1", "H2_PRIOR_KNOWLEDGE"})
  void largeAnswerWaitsAndSmallOneDoesNot(Protocol protocol) throws Exception {
    var limits = new Limits(LONG, Duration.ofSeconds(4));
    try (var api = protocol == Protocol.HTTP_1_1 ? new Api(limits) : Api.http2(limits)) {
      api.server.setDispatcher(new Sizes());
      // MockWebServer applies the HTTP/2 settings late, and may lose a large first answer.
      Api.value(api.client.getAssistant(api.credentials(), "small"));
      var endless = new FutureTask<>(() -> api.client.getAssistant(api.credentials(), "endless"));
      Thread.ofVirtual().start(endless);
      await().until(() -> api.budget.accounts() == 1);

      assertThat(Api.value(api.client.getAssistant(api.credentials(), "small")).values())
          .hasSize(1);
      assertThat(Api.value(api.client.getAssistant(other(api), "large")).values()).hasSize(1);
      ApiFailure failure = Api.failure(endless.get());
      assertThat(failure).isInstanceOf(ApiFailure.Timeout.class);
      assertThat(Api.value(api.client.getAssistant(api.credentials(), "large")).values())
          .hasSize(1);
      assertThat(api.budget.accounts()).isZero();
      assertThat(api.transport.busyConnections()).isZero();
    }
  }

  @Test
  void answerWithoutMemoryIsNoMemory() throws Exception {
    try (var api = new Api(new Limits(LONG, LONG))) {
      api.server.setDispatcher(new Sizes());
      var shortLimits = new Limits(LONG, Duration.ofMillis(300));
      var other =
          new LumeniaClient(
              "1.2.3",
              shortLimits,
              new Transport(shortLimits, NetworkSettings.direct()),
              api.budget,
              (_, code, _) -> api.observed.add(code),
              Clock.systemUTC());
      var endless = new FutureTask<>(() -> api.client.getAssistant(api.credentials(), "endless"));
      Thread thread = Thread.ofVirtual().start(endless);
      await().until(() -> api.budget.accounts() == 1);

      ApiFailure failure = Api.failure(other.getAssistant(api.credentials(), "large"));
      assertThat(failure).isInstanceOf(NoMemory.class);
      assertThat(failure.message()).startsWith("the answer is larger than 64 KiB");
      assertThat(api.observed).containsExactly("no-room");
      thread.interrupt();
      assertThat(Api.failure(endless.get())).isInstanceOf(Unavailable.class);
      assertThat(api.budget.accounts()).isZero();
    }
  }

  private Allocation acquired(String account, int bytes, Duration wait) throws IOException {
    Allocation memory =
        budget.allocation(
            AccountEndpoint.of("https://x.example", account).orElseThrow(),
            bytes,
            BodyBudget.deadline(wait));
    try {
      memory.acquire();
    } catch (IOException e) {
      memory.close();
      throw e;
    }
    return memory;
  }

  private static Credentials other(Api api) {
    return new Credentials(
        AccountEndpoint.of(api.server.url("/").toString(), "another").orElseThrow(),
        Token.of(Api.SECRET).orElseThrow());
  }

  private static final class Sizes extends Dispatcher {

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String path = String.valueOf(request.getTarget());
      String large =
          "{\"assistant\":{\"prompt\":\"p\",\"x\":\"%s\"}}".formatted("x".repeat(1 << 20));
      if (path.contains("endless")) {
        return new MockResponse.Builder()
            .body(large)
            .onResponseBody(SocketEffect.Stall.INSTANCE)
            .build();
      }
      return new MockResponse.Builder()
          .body(path.contains("large") ? large : "{\"assistant\":{\"prompt\":\"p\"}}")
          .build();
    }
  }
}
