package net.lumenia.voice.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.catalog.Catalogs;
import net.lumenia.voice.cluster.CacheOf;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.TokenSecretRef;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.lumenia.limiter.Caller;
import net.lumenia.voice.lumenia.limiter.CircuitState;
import net.lumenia.voice.lumenia.limiter.CircuitTiming;
import net.lumenia.voice.lumenia.limiter.Priority;
import net.lumenia.voice.lumenia.limiter.VirtualTime;
import net.lumenia.voice.reconcile.Reconcilers;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.status.BackoffTiming;
import net.lumenia.voice.status.NextAttempt;
import org.junit.jupiter.api.Test;

/** Nothing stays in memory of an account that is deleted while the API is unavailable. */
class DeletedAccountTest implements TokenLister {

  private final VirtualTime time = new VirtualTime();
  private final TokenCheckCache checks =
      new TokenCheckCache(new NextAttempt(BackoffTiming.DEFAULT), Duration.ofMinutes(5), time);

  @Test
  void deletedAccountReleasesItsCircuitAndToken() throws JsonProcessingException {
    try (var simulator = Simulator.start(SimulatorOptions.defaults());
        var limiters = limiters()) {
      simulator.inject(Fault.status(503));
      AccountChecker checker = checker(limiters, simulator.baseUrl());
      for (int call = 0; call < 10; call++) {
        checker.check(account(), this);
        time.advance(Duration.ofMinutes(2));
      }
      var assistant =
          new Caller(
              "VoiceAssistant team/acme", Priority.RESYNC, Duration.ofMinutes(5), () -> true);
      limiters.current("team/default").orElseThrow().tryAcquire(assistant);
      assertThat(limiters.circuits().getOrDefault(CircuitState.CLOSED, 0L)).isZero();
      assertThat(limiters.circuits()).isNotEmpty();
      assertThat(checks.size()).isOne();
      checker.forget("team/default");
      assertThat(limiters.circuits()).isEmpty();
      assertThat(limiters.current("team/default")).isEmpty();
      assertThat(checks.size()).isZero();
    }
  }

  /** A reconcile of an assistant may have begun before its account was deleted. */
  @Test
  void limiterRequestedAfterTheDeletionIsReleased() throws JsonProcessingException {
    try (var limiters = limiters()) {
      var credentials =
          new Credentials(
              new AccountEndpoint(URI.create("https://api.example.com"), "one"),
              Token.of("secret").orElseThrow());
      var cache = new CacheOf<LumeniaAccount>();
      cache.put(account());
      var requeuer = new Requeuer<LumeniaAccount>(_ -> true, time, time, (_, _) -> {}).of(cache);
      limiters.limiter("team/default", credentials, CallLimits.DEFAULT);
      Reconcilers.forgetIfGone("team/default", requeuer, limiters);
      assertThat(limiters.current("team/default")).isPresent();
      cache.remove(References.id("team/default"));
      Reconcilers.forgetIfGone("team/default", requeuer, limiters);
      assertThat(limiters.current("team/default")).isEmpty();
      assertThat(limiters.circuits()).isEmpty();
    }
  }

  private AccountLimiters limiters() {
    var client = new LumeniaClient("test", Limits.DEFAULT, (_, _, _) -> {}, time);
    return new AccountLimiters(
        client, CallLimits.OF_PROCESS, (_, _) -> {}, _ -> {}, CircuitTiming.DEFAULT, time);
  }

  private AccountChecker checker(AccountLimiters limiters, URI baseUrl) {
    return new AccountChecker(
        new AccountResolver(BaseUrlPolicy.of(Optional.of(baseUrl), Set.of(), true)),
        (_, _) -> true,
        limiters,
        new Catalogs(CacheTiming.DEFAULT, time, time),
        new Requeuer<>(_ -> true, time, time, (_, _) -> {}),
        checks,
        new NextAttempt(BackoffTiming.DEFAULT),
        Duration.ofMinutes(5),
        time);
  }

  @Override
  public Optional<TokenEntry> token(String namespace, TokenSecretRef reference) {
    return Optional.of(new TokenEntry.Usable(Token.of("token").orElseThrow()));
  }

  private static LumeniaAccount account() throws JsonProcessingException {
    return new YAMLMapper()
        .readValue(
            """
            metadata: {namespace: team, name: default, generation: 1}
            spec: {accountId: %s, tokenSecretRef: {name: lumenia}}
            """
                .formatted(SimulatorOptions.ACCOUNT_ID),
            LumeniaAccount.class);
  }
}
