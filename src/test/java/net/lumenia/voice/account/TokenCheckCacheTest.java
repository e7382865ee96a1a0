package net.lumenia.voice.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import net.lumenia.voice.cluster.SimulatedTime;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.status.AccountReadiness;
import net.lumenia.voice.status.AccountReason;
import org.junit.jupiter.api.Test;

class TokenCheckCacheTest {

  private static final Credentials CREDENTIALS =
      new Credentials(
          new AccountEndpoint(URI.create("https://api.example.com"), "one"),
          Token.of("secret").orElseThrow());
  private static final AccountReadiness ACCEPTED =
      new AccountReadiness(AccountReason.AUTHENTICATED, "");
  private static final AccountReadiness AWAY = new AccountReadiness(AccountReason.UNAVAILABLE, "");

  private final SimulatedTime time = new SimulatedTime();
  private final TokenCheckCache checks = new TokenCheckCache(Duration.ofMinutes(5), time);

  @Test
  void whatWasFoundCountsUntilItIsDue() {
    checks.remember("team/default", CREDENTIALS, ACCEPTED, ACCEPTED);
    time.permit(Duration.ofMinutes(4));
    assertThat(checks.recall("team/default", CREDENTIALS)).isPresent();
    time.permit(Duration.ofMinutes(2));
    assertThat(checks.recall("team/default", CREDENTIALS)).isEmpty();
  }

  @Test
  void anApiThatStaysAwayIsAskedEverMoreSlowly() {
    Duration wait = Duration.ZERO;
    for (int i = 0; i < 12; i++) {
      wait = checks.remember("team/default", CREDENTIALS, AWAY, AWAY).next();
      time.permit(wait);
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
