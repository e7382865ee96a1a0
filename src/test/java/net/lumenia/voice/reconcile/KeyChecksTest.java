package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Endpoint;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.AccountVerdict;
import org.junit.jupiter.api.Test;

class KeyChecksTest {

  private static final Credentials CREDENTIALS =
      new Credentials(
          new Endpoint(URI.create("https://api.example.com"), "one"),
          Token.of("secret").orElseThrow());
  private static final AccountVerdict ACCEPTED =
      new AccountVerdict(AccountReason.AUTHENTICATED, "");
  private static final AccountVerdict AWAY = new AccountVerdict(AccountReason.UNAVAILABLE, "");

  private final SimulatedTime time = new SimulatedTime();
  private final KeyChecks checks = new KeyChecks(Duration.ofMinutes(5), time);

  @Test
  void whatWasFoundCountsUntilItIsDue() {
    checks.remember("team/default", CREDENTIALS, ACCEPTED, ACCEPTED);
    time.pass(Duration.ofMinutes(4));
    assertThat(checks.recall("team/default", CREDENTIALS)).isPresent();
    time.pass(Duration.ofMinutes(2));
    assertThat(checks.recall("team/default", CREDENTIALS)).isEmpty();
  }

  @Test
  void anApiThatStaysAwayIsAskedEverMoreSlowly() {
    Duration wait = Duration.ZERO;
    for (int i = 0; i < 12; i++) {
      wait = checks.remember("team/default", CREDENTIALS, AWAY, AWAY).next();
      time.pass(wait);
    }
    assertThat(wait).isBetween(Duration.ofSeconds(54), Duration.ofSeconds(66));
  }

  /** Its token must not stay in memory. */
  @Test
  void nothingIsRememberedOfAnAccountThatIsGone() {
    checks.remember("team/default", CREDENTIALS, ACCEPTED, ACCEPTED);
    checks.forget("team/default");
    assertThat(checks.size()).isZero();
    assertThat(checks.recall("team/default", CREDENTIALS)).isEmpty();
  }
}
