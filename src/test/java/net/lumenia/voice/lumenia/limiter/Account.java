package net.lumenia.voice.lumenia.limiter;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.Token;

/** What tests need of an account. */
final class Account {

  private static final URI API = URI.create("https://api.example.com");
  private static final String ID = "3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f";

  private Account() {}

  static AccountLimiters limiters(World world) {
    return limiters(world, CallLimits.OF_PROCESS);
  }

  static AccountLimiters limiters(World world, CallLimits process) {
    return new AccountLimiters(client(), process, (_, _) -> {}, _ -> {}, world, world);
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
