package net.lumenia.voice.session;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.lumenia.limiter.CircuitTiming;
import net.lumenia.voice.network.NetworkSettings;

/**
 * The operator's client and rate limiters for a command: each account has its own budget, and all
 * sessions of an account share it. Thread-safe.
 */
public final class LumeniaConnection implements AutoCloseable {

  /** A user waits, so an API that recovers is noticed sooner than by the operator. */
  private static final CircuitTiming CIRCUIT =
      new CircuitTiming(
          Duration.ofSeconds(2),
          Duration.ofSeconds(8),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30));

  private final AccountLimiters limiters;
  private final Patience patience;
  private final InstantSource clock;

  /**
   * @param version of this program, for {@code User-Agent}
   * @param monotonic the time for budgets and pauses
   */
  public LumeniaConnection(
      String version, NetworkSettings network, Patience patience, InstantSource monotonic) {
    var client =
        new LumeniaClient(version, Limits.DEFAULT, network, (_, _, _) -> {}, Clock.systemUTC());
    this.limiters =
        new AccountLimiters(
            client, CallLimits.OF_PROCESS, (_, _) -> {}, _ -> {}, CIRCUIT, monotonic);
    this.patience = patience;
    this.clock = monotonic;
  }

  /**
   * The session with an account.
   *
   * @param account a name for the account, unique in this connection
   */
  public LumeniaSession session(String account, Credentials credentials, CallLimits limits) {
    var permits =
        new PermitWait(
            limiters, limiters.limiter(account, credentials, limits), account, patience, clock);
    return new LumeniaSession(credentials.endpoint(), permits, patience);
  }

  @Override
  public void close() {
    limiters.close();
  }
}
