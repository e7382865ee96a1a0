package net.lumenia.voice.lumenia.limiter;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.Token;

/** Limiters, credentials and callers for tests. */
final class TestAccount {

  private static final URI API = URI.create("https://api.example.com");
  private static final String ID = "3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f";

  private TestAccount() {}

  static AccountLimiters limiters(VirtualTime time) {
    return limiters(time, CallLimits.OF_PROCESS);
  }

  static AccountLimiters limiters(VirtualTime time, CallLimits process) {
    return new AccountLimiters(
        client(), process, (_, _) -> {}, _ -> {}, CircuitTiming.DEFAULT, time, time);
  }

  static LumeniaClient client() {
    return new LumeniaClient("test", Limits.DEFAULT, (_, _, _) -> {}, Clock.systemUTC());
  }

  static Credentials credentials(String token) {
    return new Credentials(new AccountEndpoint(API, ID), Token.of(token).orElseThrow());
  }

  static Caller change(String id) {
    return new Caller(id, Priority.CHANGE, Duration.ofMinutes(5), () -> true);
  }
}
