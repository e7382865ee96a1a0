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

/** What all accounts together may cost, and that none takes it all. */
class ProcessLimiterTest {

  private static final CallLimits GREEDY = new CallLimits(1_000_000, 10_000);
  private static final Duration LATENCY = Duration.ofMillis(100);

  private final World world = new World();

  /** It is next but for those who are under way, and one for which there was room. */
  @ParameterizedTest
  @CsvSource({"prod/greedy, prod/modest", "greedy/default, modest/default"})
  void anAccountWithTenThousandWaitingDoesNotStarveOneWithASingleEdit(
      String greedyAccount, String modestAccount) {
    AccountLimiters limiters = limiters(new CallLimits(60_000, 4));
    Client greedy = client(limiters, greedyAccount, GREEDY, LATENCY);
    calls(greedy, 10_000, Priority.CHANGE);
    world.advance(Duration.ofSeconds(10));
    int before = greedy.requests().size();
    Client modest = client(limiters, modestAccount, CallLimits.DEFAULT, LATENCY);
    modest.call("edit", Priority.CHANGE);
    while (modest.requests().isEmpty()) {
      world.advance(Duration.ofMillis(1));
    }
    assertThat(greedy.requests().size() - before).isLessThanOrEqualTo(4 + 1);
  }

  @Test
  void permitsGoRoundOverTheAccountsAndNotOverTheCallers() {
    AccountLimiters limiters = limiters(new CallLimits(600, 128));
    Client greedy = client(limiters, "a/default", GREEDY, LATENCY);
    Client modest = client(limiters, "b/default", GREEDY, LATENCY);
    calls(greedy, 10_000, Priority.CHANGE);
    world.advance(Duration.ofMinutes(1));
    Instant now = world.instant();
    calls(modest, 100, Priority.CHANGE);
    world.advance(Duration.ofSeconds(10));
    assertThat(modest.requests()).hasSize(50);
    assertThat(since(greedy, now)).isBetween(49L, 51L);
  }

  /** Accounts are as cheap as their names. A tenant is a namespace. */
  @Test
  void manyInventedAccountsOfOneTenantCountAsOneTenant() {
    AccountLimiters limiters = limiters(new CallLimits(600, 8));
    List<Client> invented =
        IntStream.range(0, 300)
            .mapToObj(i -> client(limiters, "greedy/account-" + i, GREEDY, LATENCY))
            .toList();
    invented.forEach(client -> calls(client, 20, Priority.CHANGE));
    int most = 0;
    for (int i = 0; i < 6000; i++) {
      world.advance(Duration.ofMillis(10));
      most = Math.max(most, invented.stream().mapToInt(Client::underWay).sum());
    }
    assertThat(most).isLessThanOrEqualTo(8);
    long requests = invented.stream().mapToLong(client -> client.requests().size()).sum();
    assertThat(requests).isBetween(600L, 600L + 60L);
    assertThat(invented.subList(1, invented.size()))
        .allSatisfy(client -> assertThat(client.requests()).hasSizeBetween(2, 3));

    Client other = client(limiters, "modest/default", CallLimits.DEFAULT, LATENCY);
    calls(other, 20, Priority.CHANGE);
    world.advance(Duration.ofSeconds(4));
    assertThat(other.requests()).hasSizeGreaterThanOrEqualTo(19);
  }

  @ParameterizedTest
  @EnumSource(Priority.class)
  void callsThatHangLeaveRoomForTheEditsOfOthers(Priority hanging) {
    AccountLimiters limiters = limiters(CallLimits.OF_PROCESS);
    List<Client> invented =
        IntStream.range(0, 500)
            .mapToObj(i -> client(limiters, "stormy/account-" + i, GREEDY, Duration.ofSeconds(30)))
            .toList();
    invented.forEach(client -> calls(client, 3, hanging));
    world.advance(Duration.ofSeconds(1));
    Client calm = client(limiters, "calm/default", CallLimits.DEFAULT, LATENCY);
    calls(calm, 10, Priority.CHANGE);
    assertThat(calm.requests()).hasSize(10);
    calls(client(limiters, "third/default", CallLimits.DEFAULT, LATENCY), 5, Priority.CHANGE);
    world.advance(Duration.ofMinutes(10));
    assertThat(invented).allSatisfy(client -> assertThat(client.requests()).hasSize(3));
  }

  @Test
  void anEditFindsRoomWhileTheResyncsOfOtherAccountsUseUpTheRest() {
    AccountLimiters limiters = limiters(new CallLimits(600, 8));
    Client busy = client(limiters, "a/default", GREEDY, LATENCY);
    calls(busy, 1000, Priority.RESYNC);
    world.advance(Duration.ofSeconds(30));
    Client other = client(limiters, "b/default", GREEDY, LATENCY);
    other.call("edit", Priority.CHANGE);
    assertThat(other.requests()).hasSize(1);
  }

  /** One in ten. */
  @Test
  void resyncsOfOneAccountAreNotStarvedByTheChangesOfAnother() {
    AccountLimiters limiters = limiters(new CallLimits(600, 8));
    Client editing = client(limiters, "a/default", GREEDY, LATENCY);
    calls(editing, 10_000, Priority.CHANGE);
    Client quiet = client(limiters, "b/default", GREEDY, LATENCY);
    calls(quiet, 100, Priority.RESYNC);
    world.advance(Duration.ofMinutes(1));
    assertThat(quiet.requests()).hasSizeBetween(50, 70);
  }

  @Test
  void aTenantThatIsAloneHasNearlyAllOfIt() {
    Client alone = client(limiters(new CallLimits(60_000, 128)), "a/default", GREEDY, LATENCY);
    calls(alone, 200, Priority.CHANGE);
    assertThat(alone.requests()).hasSizeBetween(112, 120);
    Client smallest = client(limiters(new CallLimits(60_000, 1)), "a/default", GREEDY, LATENCY);
    calls(smallest, 2, Priority.RESYNC);
    world.advance(Duration.ofMillis(250));
    assertThat(smallest.requests()).hasSize(2);
  }

  @Test
  void theLimitsOfAnAccountOnlyLower() {
    AccountLimiters limiters = limiters(new CallLimits(60, 100));
    Client greedy = client(limiters, "a/default", GREEDY, LATENCY);
    calls(greedy, 1000, Priority.RESYNC);
    world.advance(Duration.ofSeconds(6));
    assertThat(greedy.limiter().state().shortestInterval())
        .as("stretched to what the process may send")
        .isEqualTo(Duration.ofMinutes(21));
    Client modest = client(limiters, "b/default", new CallLimits(6, 1), LATENCY);
    calls(modest, 10, Priority.CHANGE);
    world.advance(Duration.ofMinutes(1));
    assertThat(modest.requests()).hasSizeBetween(6, 7);
  }

  @Test
  void furtherCallsOfAPermitCount() {
    AccountLimiters limiters = limiters(new CallLimits(600, 8));
    Client client = client(limiters, "a/default", GREEDY, LATENCY);
    Permit permit = ((Admission.Admitted) client.limiter().enter(Account.change("long"))).permit();
    for (int call = 0; call < 160; call++) {
      permit.call("long", () -> new ApiResult.Success<>("fine"));
    }
    permit.close();
    Client other = client(limiters, "b/default", GREEDY, LATENCY);
    other.call("edit", Priority.CHANGE);
    world.advance(Duration.ofSeconds(9));
    assertThat(other.requests()).as("160 of 60 at once, and ten a second").isEmpty();
    world.advance(Duration.ofSeconds(2));
    assertThat(other.requests()).hasSize(1);
  }

  /** The next account has it. */
  @Test
  void aPermitOfACallerThatIsGoneGoesToTheNextAccount() {
    AccountLimiters limiters = limiters(new CallLimits(60_000, 1));
    Client first = client(limiters, "a/default", GREEDY, LATENCY);
    first.call("only", Priority.CHANGE);
    var gone = new Caller("gone", Priority.CHANGE, Duration.ofMinutes(5), () -> false);
    client(limiters, "b/default", GREEDY, LATENCY).limiter().enter(gone);
    Client third = client(limiters, "c/default", GREEDY, LATENCY);
    third.call("next", Priority.CHANGE);
    world.advance(LATENCY);
    assertThat(third.requests()).hasSize(1);
  }

  /** It is called again as soon as its own budget has recovered, whatever hangs by then. */
  @Test
  void anAccountThatCanNotUseItsPermitAnyMoreIsNotForgotten() {
    AccountLimiters limiters = limiters(new CallLimits(60_000, 2));
    Client poor = client(limiters, "a/default", new CallLimits(60, 10), LATENCY);
    Permit hanging = ((Admission.Admitted) poor.limiter().enter(Account.change("long"))).permit();
    Client rich = client(limiters, "b/default", GREEDY, Duration.ofMillis(500));
    rich.call("short", Priority.CHANGE);
    poor.call("waiting", Priority.CHANGE);
    hanging.call("long", () -> new ApiResult.Success<>("fine"));
    for (int call = 0; call < 4; call++) {
      hanging.call("long", () -> new ApiResult.Success<>("fine"));
    }
    hanging.call(
        "long",
        () -> {
          world.advance(Duration.ofSeconds(20));
          return new ApiResult.Success<>("late");
        });
    assertThat(poor.requests()).hasSize(1);
    assertThat(poor.requests().getFirst()).isBefore(World.START.plusSeconds(4));
  }

  @Test
  void nothingIsRememberedOfThoseWhoAreDone() {
    AccountLimiters limiters = limiters(new CallLimits(600, 8));
    for (int i = 0; i < 50; i++) {
      calls(client(limiters, i + "/default", GREEDY, LATENCY), 10, Priority.CHANGE);
    }
    world.advance(Duration.ofMinutes(2));
    assertThat(world.isQuiet()).isTrue();
    assertThat(limiters.remembered()).as("accounts and their gates").isEqualTo(50 + 50);
  }

  private AccountLimiters limiters(CallLimits limits) {
    return Account.limiters(world, limits);
  }

  private Client client(
      AccountLimiters limiters, String account, CallLimits limits, Duration latency) {
    return new Client(world, limiters, account, limits, latency);
  }

  private static void calls(Client client, int calls, Priority priority) {
    for (int call = 0; call < calls; call++) {
      client.call("caller-" + call, priority);
    }
  }

  private static long since(Client client, Instant time) {
    return client.requests().stream().filter(request -> !request.isBefore(time)).count();
  }
}
