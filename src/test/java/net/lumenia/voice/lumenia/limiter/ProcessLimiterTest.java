package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import net.lumenia.voice.lumenia.ApiResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The limits of all accounts together, and their fair share of them. */
class ProcessLimiterTest {

  private static final CallLimits GREEDY = new CallLimits(1_000_000, 10_000);
  private static final Duration LATENCY = Duration.ofMillis(100);

  private final VirtualTime time = new VirtualTime();

  /** Only the calls in flight and one reserved permit are ahead of it. */
  @ParameterizedTest
  @CsvSource({"prod/greedy, prod/modest", "greedy/default, modest/default"})
  void tenThousandQueuedCallersDoNotDelayTheSingleEditOfAnotherAccount(
      String greedyAccount, String modestAccount) {
    AccountLimiters limiters = limiters(new CallLimits(60_000, 4));
    TestClient greedy = client(limiters, greedyAccount, GREEDY, LATENCY);
    calls(greedy, 10_000, Priority.CHANGE);
    time.advance(Duration.ofSeconds(10));
    int before = greedy.requests().size();
    TestClient modest = client(limiters, modestAccount, CallLimits.DEFAULT, LATENCY);
    modest.call("edit", Priority.CHANGE);
    while (modest.requests().isEmpty()) {
      time.advance(Duration.ofMillis(1));
    }
    assertThat(greedy.requests().size() - before).isLessThanOrEqualTo(4 + 1);
  }

  @Test
  void permitsAreSharedByAccountNotByCaller() {
    AccountLimiters limiters = limiters(new CallLimits(600, 128));
    TestClient greedy = client(limiters, "a/default", GREEDY, LATENCY);
    TestClient modest = client(limiters, "b/default", GREEDY, LATENCY);
    calls(greedy, 10_000, Priority.CHANGE);
    time.advance(Duration.ofMinutes(1));
    Instant now = time.instant();
    calls(modest, 100, Priority.CHANGE);
    time.advance(Duration.ofSeconds(10));
    assertThat(modest.requests()).hasSize(50);
    assertThat(since(greedy, now)).isBetween(49L, 51L);
  }

  /** A tenant can create any number of accounts. */
  @Test
  void accountsOfOneNamespaceShareOneTenantsPermits() {
    AccountLimiters limiters = limiters(new CallLimits(600, 8));
    List<TestClient> invented =
        IntStream.range(0, 300)
            .mapToObj(i -> client(limiters, "greedy/account-" + i, GREEDY, LATENCY))
            .toList();
    invented.forEach(client -> calls(client, 20, Priority.CHANGE));
    int max = 0;
    for (int i = 0; i < 6000; i++) {
      time.advance(Duration.ofMillis(10));
      max = Math.max(max, invented.stream().mapToInt(TestClient::inFlight).sum());
    }
    assertThat(max).isLessThanOrEqualTo(8);
    long requests = invented.stream().mapToLong(client -> client.requests().size()).sum();
    assertThat(requests).isBetween(600L, 600L + 60L);
    assertThat(invented.subList(1, invented.size()))
        .allSatisfy(client -> assertThat(client.requests()).hasSizeBetween(2, 3));

    TestClient other = client(limiters, "modest/default", CallLimits.DEFAULT, LATENCY);
    calls(other, 20, Priority.CHANGE);
    time.advance(Duration.ofSeconds(4));
    assertThat(other.requests()).hasSizeGreaterThanOrEqualTo(19);
  }

  @ParameterizedTest
  @EnumSource(Priority.class)
  void hangingCallsLeavePermitsForTheEditsOfOthers(Priority hanging) {
    AccountLimiters limiters = limiters(CallLimits.OF_PROCESS);
    List<TestClient> invented =
        IntStream.range(0, 500)
            .mapToObj(i -> client(limiters, "stormy/account-" + i, GREEDY, Duration.ofSeconds(30)))
            .toList();
    invented.forEach(client -> calls(client, 3, hanging));
    time.advance(Duration.ofSeconds(1));
    TestClient calm = client(limiters, "calm/default", CallLimits.DEFAULT, LATENCY);
    calls(calm, 10, Priority.CHANGE);
    assertThat(calm.requests()).hasSize(10);
    calls(client(limiters, "third/default", CallLimits.DEFAULT, LATENCY), 5, Priority.CHANGE);
    time.advance(Duration.ofMinutes(10));
    assertThat(invented).allSatisfy(client -> assertThat(client.requests()).hasSize(3));
  }

  @Test
  void editGetsAPermitWhileResyncsOfOtherAccountsUseUpTheirs() {
    AccountLimiters limiters = limiters(new CallLimits(600, 8));
    TestClient busy = client(limiters, "a/default", GREEDY, LATENCY);
    calls(busy, 1000, Priority.RESYNC);
    time.advance(Duration.ofSeconds(30));
    TestClient other = client(limiters, "b/default", GREEDY, LATENCY);
    other.call("edit", Priority.CHANGE);
    assertThat(other.requests()).hasSize(1);
  }

  /** They get one permit in ten. */
  @Test
  void resyncsAreNotStarvedByTheChangesOfAnotherAccount() {
    AccountLimiters limiters = limiters(new CallLimits(600, 8));
    TestClient editing = client(limiters, "a/default", GREEDY, LATENCY);
    calls(editing, 10_000, Priority.CHANGE);
    TestClient quiet = client(limiters, "b/default", GREEDY, LATENCY);
    calls(quiet, 100, Priority.RESYNC);
    time.advance(Duration.ofMinutes(1));
    assertThat(quiet.requests()).hasSizeBetween(50, 70);
  }

  @Test
  void singleTenantGetsNearlyAllPermits() {
    TestClient alone = client(limiters(new CallLimits(60_000, 128)), "a/default", GREEDY, LATENCY);
    calls(alone, 200, Priority.CHANGE);
    assertThat(alone.requests()).hasSizeBetween(112, 120);
    TestClient smallest = client(limiters(new CallLimits(60_000, 1)), "a/default", GREEDY, LATENCY);
    calls(smallest, 2, Priority.RESYNC);
    time.advance(Duration.ofMillis(250));
    assertThat(smallest.requests()).hasSize(2);
  }

  @Test
  void accountCannotRaiseTheLimitsOfTheProcess() {
    AccountLimiters limiters = limiters(new CallLimits(60, 100));
    TestClient greedy = client(limiters, "a/default", GREEDY, LATENCY);
    calls(greedy, 1000, Priority.RESYNC);
    time.advance(Duration.ofSeconds(6));
    assertThat(greedy.limiter().state().minResyncInterval())
        .as("stretched to the budget of the process")
        .isEqualTo(Duration.ofMinutes(21));
    TestClient modest = client(limiters, "b/default", new CallLimits(6, 1), LATENCY);
    calls(modest, 10, Priority.CHANGE);
    time.advance(Duration.ofMinutes(1));
    assertThat(modest.requests()).hasSizeBetween(6, 7);
  }

  @Test
  void furtherCallsOfAPermitAreCharged() {
    AccountLimiters limiters = limiters(new CallLimits(600, 8));
    TestClient client = client(limiters, "a/default", GREEDY, LATENCY);
    Permit permit =
        ((Admission.Admitted) client.limiter().tryAcquire(TestAccount.change("long"))).permit();
    for (int call = 0; call < 160; call++) {
      permit.call("long", () -> new ApiResult.Success<>("fine"));
    }
    permit.close();
    TestClient other = client(limiters, "b/default", GREEDY, LATENCY);
    other.call("edit", Priority.CHANGE);
    time.advance(Duration.ofSeconds(9));
    assertThat(other.requests()).as("160 of 60 at once, and ten a second").isEmpty();
    time.advance(Duration.ofSeconds(2));
    assertThat(other.requests()).hasSize(1);
  }

  @Test
  void permitOfADeletedCallerGoesToTheNextAccount() {
    AccountLimiters limiters = limiters(new CallLimits(60_000, 1));
    TestClient first = client(limiters, "a/default", GREEDY, LATENCY);
    first.call("only", Priority.CHANGE);
    var gone = new Caller("gone", Priority.CHANGE, Duration.ofMinutes(5), () -> false);
    client(limiters, "b/default", GREEDY, LATENCY).limiter().tryAcquire(gone);
    TestClient third = client(limiters, "c/default", GREEDY, LATENCY);
    third.call("next", Priority.CHANGE);
    time.advance(LATENCY);
    assertThat(third.requests()).hasSize(1);
  }

  /** Its caller is woken as soon as its own budget recovers, although calls hang. */
  @Test
  void accountThatRefusesAPermitStaysQueued() {
    AccountLimiters limiters = limiters(new CallLimits(60_000, 2));
    TestClient poor = client(limiters, "a/default", new CallLimits(60, 10), LATENCY);
    Permit hanging =
        ((Admission.Admitted) poor.limiter().tryAcquire(TestAccount.change("long"))).permit();
    TestClient rich = client(limiters, "b/default", GREEDY, Duration.ofMillis(500));
    rich.call("short", Priority.CHANGE);
    poor.call("waiting", Priority.CHANGE);
    hanging.call("long", () -> new ApiResult.Success<>("fine"));
    for (int call = 0; call < 4; call++) {
      hanging.call("long", () -> new ApiResult.Success<>("fine"));
    }
    hanging.call(
        "long",
        () -> {
          time.advance(Duration.ofSeconds(20));
          return new ApiResult.Success<>("late");
        });
    assertThat(poor.requests()).hasSize(1);
    assertThat(poor.requests().getFirst()).isBefore(VirtualTime.START.plusSeconds(4));
  }

  @Test
  void finishedCallersLeaveNothingInMemory() {
    AccountLimiters limiters = limiters(new CallLimits(600, 8));
    for (int i = 0; i < 50; i++) {
      calls(client(limiters, i + "/default", GREEDY, LATENCY), 10, Priority.CHANGE);
    }
    time.advance(Duration.ofMinutes(2));
    assertThat(time.isQuiet()).isTrue();
    assertThat(limiters.size()).as("accounts and their limiters").isEqualTo(50 + 50);
  }

  private AccountLimiters limiters(CallLimits limits) {
    return TestAccount.limiters(time, limits);
  }

  private TestClient client(
      AccountLimiters limiters, String account, CallLimits limits, Duration latency) {
    return new TestClient(time, limiters, account, limits, latency);
  }

  private static void calls(TestClient client, int calls, Priority priority) {
    for (int call = 0; call < calls; call++) {
      client.call("caller-" + call, priority);
    }
  }

  private static long since(TestClient client, Instant time) {
    return client.requests().stream().filter(request -> !request.isBefore(time)).count();
  }
}
