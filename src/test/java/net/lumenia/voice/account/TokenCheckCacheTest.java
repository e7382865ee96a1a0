package net.lumenia.voice.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.lumenia.limiter.VirtualTime;
import net.lumenia.voice.status.AccountReadiness;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.BackoffTiming;
import net.lumenia.voice.status.NextAttempt;
import org.junit.jupiter.api.Test;

class TokenCheckCacheTest {

  private static final Credentials CREDENTIALS =
      new Credentials(
          new AccountEndpoint(URI.create("https://api.example.com"), "one"),
          Token.of("secret").orElseThrow());
  private static final AccountReadiness ACCEPTED =
      new AccountReadiness(AccountReason.AUTHENTICATED, "");
  private static final AccountReadiness UNAVAILABLE =
      new AccountReadiness(AccountReason.UNAVAILABLE, "");

  private static final Optional<String> NONE = Optional.empty();

  private final VirtualTime time = new VirtualTime();
  private final TokenCheckCache checks =
      new TokenCheckCache(new NextAttempt(BackoffTiming.DEFAULT), Duration.ofMinutes(5), time);

  @Test
  void resultIsCachedUntilTheNextCheckIsDue() {
    checks.put("team/default", CREDENTIALS, ACCEPTED, ACCEPTED, NONE);
    time.advance(Duration.ofMinutes(4));
    assertThat(checks.get("team/default", CREDENTIALS, NONE)).isPresent();
    time.advance(Duration.ofMinutes(2));
    assertThat(checks.get("team/default", CREDENTIALS, NONE)).isEmpty();
  }

  @Test
  void intervalGrowsWhileTheApiIsUnavailable() {
    Duration wait = Duration.ZERO;
    for (int i = 0; i < 12; i++) {
      wait = checks.put("team/default", CREDENTIALS, UNAVAILABLE, UNAVAILABLE, NONE).next();
      time.advance(wait);
    }
    assertThat(wait).isBetween(Duration.ofSeconds(54), Duration.ofSeconds(66));
  }

  /** The annotation stays when its request is done. */
  @Test
  void newRequestNeedsACheckOfItsOwn() {
    Optional<String> first = Optional.of("10:00");
    Optional<String> second = Optional.of("11:00");
    checks.put("team/default", CREDENTIALS, ACCEPTED, ACCEPTED, NONE);
    assertThat(checks.get("team/default", CREDENTIALS, first)).isEmpty();

    checks.put("team/default", CREDENTIALS, ACCEPTED, ACCEPTED, first);
    assertThat(checks.get("team/default", CREDENTIALS, first)).isPresent();
    assertThat(checks.get("team/default", CREDENTIALS, NONE)).isPresent();
    assertThat(checks.get("team/default", CREDENTIALS, second)).isEmpty();
  }

  /** Its token must not stay in memory. */
  @Test
  void deletedAccountIsForgotten() {
    checks.put("team/default", CREDENTIALS, ACCEPTED, ACCEPTED, NONE);
    checks.forget("team/default");
    assertThat(checks.size()).isZero();
    assertThat(checks.get("team/default", CREDENTIALS, NONE)).isEmpty();
  }
}
