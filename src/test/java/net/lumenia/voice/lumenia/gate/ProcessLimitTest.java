package net.lumenia.voice.lumenia.gate;

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
class ProcessLimitTest {

  private static final GateLimits GREEDY = new GateLimits(1_000_000, 10_000);
  private static final Duration LATENCY = Duration.ofMillis(100);

  private final World world = new World();

  /** It is next but for those who are under way, and one for which there was room. */
  @ParameterizedTest
  @CsvSource({"prod/greedy, prod/modest", "greedy/default, modest/default"})
  void anAccountWithTenThousandWaitingDoesNotStarveOneWithASingleEdit(
      String greedyAccount, String modestAccount) {
    Gates gates = gates(new GateLimits(60_000, 4));
    Client greedy = client(gates, greedyAccount, GREEDY, LATENCY);
    calls(greedy, 10_000, Priority.CHANGE);
    world.pass(Duration.ofSeconds(10));
    int before = greedy.requests().size();
    Client modest = client(gates, modestAccount, GateLimits.DEFAULT, LATENCY);
    modest.call("edit", Priority.CHANGE);
    while (modest.requests().isEmpty()) {
      world.pass(Duration.ofMillis(1));
    }
    assertThat(greedy.requests().size() - before).isLessThanOrEqualTo(4 + 1);
  }

  @Test
  void permitsGoRoundOverTheAccountsAndNotOverTheCallers() {
    Gates gates = gates(new GateLimits(600, 128));
    Client greedy = client(gates, "a/default", GREEDY, LATENCY);
    Client modest = client(gates, "b/default", GREEDY, LATENCY);
    calls(greedy, 10_000, Priority.CHANGE);
    world.pass(Duration.ofMinutes(1));
    Instant now = world.instant();
    calls(modest, 100, Priority.CHANGE);
    world.pass(Duration.ofSeconds(10));
    assertThat(modest.requests()).hasSize(50);
    assertThat(since(greedy, now)).isBetween(49L, 51L);
  }

  /** Accounts are as cheap as their names. A tenant is a namespace. */
  @Test
  void manyInventedAccountsOfOneTenantCountAsOneTenant() {
    Gates gates = gates(new GateLimits(600, 8));
    List<Client> invented =
        IntStream.range(0, 300)
            .mapToObj(i -> client(gates, "greedy/account-" + i, GREEDY, LATENCY))
            .toList();
    invented.forEach(client -> calls(client, 20, Priority.CHANGE));
    int most = 0;
    for (int i = 0; i < 6000; i++) {
      world.pass(Duration.ofMillis(10));
      most = Math.max(most, invented.stream().mapToInt(Client::underWay).sum());
    }
    assertThat(most).isLessThanOrEqualTo(8);
    long requests = invented.stream().mapToLong(client -> client.requests().size()).sum();
    assertThat(requests).isBetween(600L, 600L + 60L);
    assertThat(invented.subList(1, invented.size()))
        .allSatisfy(client -> assertThat(client.requests()).hasSizeBetween(2, 3));

    Client other = client(gates, "modest/default", GateLimits.DEFAULT, LATENCY);
    calls(other, 20, Priority.CHANGE);
    world.pass(Duration.ofSeconds(4));
    assertThat(other.requests()).hasSizeGreaterThanOrEqualTo(19);
  }

  @ParameterizedTest
  @EnumSource(Priority.class)
  void callsThatHangLeaveRoomForTheEditsOfOthers(Priority hanging) {
    Gates gates = gates(GateLimits.OF_PROCESS);
    List<Client> invented =
        IntStream.range(0, 500)
            .mapToObj(i -> client(gates, "stormy/account-" + i, GREEDY, Duration.ofSeconds(30)))
            .toList();
    invented.forEach(client -> calls(client, 3, hanging));
    world.pass(Duration.ofSeconds(1));
    Client calm = client(gates, "calm/default", GateLimits.DEFAULT, LATENCY);
    calls(calm, 10, Priority.CHANGE);
    assertThat(calm.requests()).hasSize(10);
    calls(client(gates, "third/default", GateLimits.DEFAULT, LATENCY), 5, Priority.CHANGE);
    world.pass(Duration.ofMinutes(10));
    assertThat(invented).allSatisfy(client -> assertThat(client.requests()).hasSize(3));
  }

  @Test
  void anEditFindsRoomWhileTheResyncsOfOtherAccountsUseUpTheRest() {
    Gates gates = gates(new GateLimits(600, 8));
    Client busy = client(gates, "a/default", GREEDY, LATENCY);
    calls(busy, 1000, Priority.RESYNC);
    world.pass(Duration.ofSeconds(30));
    Client other = client(gates, "b/default", GREEDY, LATENCY);
    other.call("edit", Priority.CHANGE);
    assertThat(other.requests()).hasSize(1);
  }

  /** One in ten. */
  @Test
  void resyncsOfOneAccountAreNotStarvedByTheChangesOfAnother() {
    Gates gates = gates(new GateLimits(600, 8));
    Client editing = client(gates, "a/default", GREEDY, LATENCY);
    calls(editing, 10_000, Priority.CHANGE);
    Client quiet = client(gates, "b/default", GREEDY, LATENCY);
    calls(quiet, 100, Priority.RESYNC);
    world.pass(Duration.ofMinutes(1));
    assertThat(quiet.requests()).hasSizeBetween(50, 70);
  }

  @Test
  void aTenantThatIsAloneHasNearlyAllOfIt() {
    Client alone = client(gates(new GateLimits(60_000, 128)), "a/default", GREEDY, LATENCY);
    calls(alone, 200, Priority.CHANGE);
    assertThat(alone.requests()).hasSizeBetween(112, 120);
    Client smallest = client(gates(new GateLimits(60_000, 1)), "a/default", GREEDY, LATENCY);
    calls(smallest, 2, Priority.RESYNC);
    world.pass(Duration.ofMillis(250));
    assertThat(smallest.requests()).hasSize(2);
  }

  @Test
  void theLimitsOfAnAccountOnlyLower() {
    Gates gates = gates(new GateLimits(60, 100));
    Client greedy = client(gates, "a/default", GREEDY, LATENCY);
    calls(greedy, 1000, Priority.RESYNC);
    world.pass(Duration.ofSeconds(6));
    assertThat(greedy.gate().state().shortestInterval())
        .as("stretched to what the process may send")
        .isEqualTo(Duration.ofMinutes(21));
    Client modest = client(gates, "b/default", new GateLimits(6, 1), LATENCY);
    calls(modest, 10, Priority.CHANGE);
    world.pass(Duration.ofMinutes(1));
    assertThat(modest.requests()).hasSizeBetween(6, 7);
  }

  @Test
  void furtherCallsOfAPermitCount() {
    Gates gates = gates(new GateLimits(600, 8));
    Client client = client(gates, "a/default", GREEDY, LATENCY);
    Pass pass = ((Entry.Admitted) client.gate().enter(Account.change("long"))).pass();
    for (int call = 0; call < 160; call++) {
      pass.call("long", () -> new ApiResult.Success<>("fine"));
    }
    pass.close();
    Client other = client(gates, "b/default", GREEDY, LATENCY);
    other.call("edit", Priority.CHANGE);
    world.pass(Duration.ofSeconds(9));
    assertThat(other.requests()).as("160 of 60 at once, and ten a second").isEmpty();
    world.pass(Duration.ofSeconds(2));
    assertThat(other.requests()).hasSize(1);
  }

  /** The next account has it. */
  @Test
  void aPermitOfACallerThatIsGoneGoesToTheNextAccount() {
    Gates gates = gates(new GateLimits(60_000, 1));
    Client first = client(gates, "a/default", GREEDY, LATENCY);
    first.call("only", Priority.CHANGE);
    var gone = new Visitor("gone", Priority.CHANGE, Duration.ofMinutes(5), () -> false);
    client(gates, "b/default", GREEDY, LATENCY).gate().enter(gone);
    Client third = client(gates, "c/default", GREEDY, LATENCY);
    third.call("next", Priority.CHANGE);
    world.pass(LATENCY);
    assertThat(third.requests()).hasSize(1);
  }

  /** It is called again as soon as its own budget has recovered, whatever hangs by then. */
  @Test
  void anAccountThatCanNotUseItsPermitAnyMoreIsNotForgotten() {
    Gates gates = gates(new GateLimits(60_000, 2));
    Client poor = client(gates, "a/default", new GateLimits(60, 10), LATENCY);
    Pass hanging = ((Entry.Admitted) poor.gate().enter(Account.change("long"))).pass();
    Client rich = client(gates, "b/default", GREEDY, Duration.ofMillis(500));
    rich.call("short", Priority.CHANGE);
    poor.call("waiting", Priority.CHANGE);
    hanging.call("long", () -> new ApiResult.Success<>("fine"));
    for (int call = 0; call < 4; call++) {
      hanging.call("long", () -> new ApiResult.Success<>("fine"));
    }
    hanging.call(
        "long",
        () -> {
          world.pass(Duration.ofSeconds(20));
          return new ApiResult.Success<>("late");
        });
    assertThat(poor.requests()).hasSize(1);
    assertThat(poor.requests().getFirst()).isBefore(World.START.plusSeconds(4));
  }

  @Test
  void nothingIsRememberedOfThoseWhoAreDone() {
    Gates gates = gates(new GateLimits(600, 8));
    for (int i = 0; i < 50; i++) {
      calls(client(gates, i + "/default", GREEDY, LATENCY), 10, Priority.CHANGE);
    }
    world.pass(Duration.ofMinutes(2));
    assertThat(world.isQuiet()).isTrue();
    assertThat(gates.remembered()).as("accounts and their gates").isEqualTo(50 + 50);
  }

  private Gates gates(GateLimits limits) {
    return Account.gates(world, limits);
  }

  private Client client(Gates gates, String account, GateLimits limits, Duration latency) {
    return new Client(world, gates, account, limits, latency);
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
