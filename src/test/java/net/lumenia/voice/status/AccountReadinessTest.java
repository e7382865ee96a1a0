package net.lumenia.voice.status;

import static net.lumenia.voice.status.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** An unavailable API does not change what is known about a token. */
class AccountReadinessTest {

  private static final AccountReadiness AWAY =
      new AccountReadiness(AccountReason.UNAVAILABLE, "503 from the API");

  @ParameterizedTest
  @EnumSource(names = {"AUTHENTICATED", "INVALID_API_KEY", "FORBIDDEN"})
  void unavailableApiKeepsVerdictAboutToken(AccountReason said) {
    var verdict = new AccountReadiness(said, "as it was said");
    assertThat(AWAY.orLastVerdict(status(verdict), 1)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"AUTHENTICATED", "INVALID_API_KEY", "FORBIDDEN"},
      mode = Mode.EXCLUDE)
  void unavailableApiReplacesOtherReasons(AccountReason found) {
    assertThat(AWAY.orLastVerdict(status(new AccountReadiness(found, "before")), 1))
        .isEqualTo(AWAY);
  }

  @Test
  void changedSpecDropsVerdict() {
    var accepted = status(new AccountReadiness(AccountReason.AUTHENTICATED, "in order"));
    assertThat(AWAY.orLastVerdict(accepted, 2)).isEqualTo(AWAY);
  }

  @Test
  void newVerdictReplacesOldOne() {
    var accepted = status(new AccountReadiness(AccountReason.AUTHENTICATED, "in order"));
    var refused = new AccountReadiness(AccountReason.INVALID_API_KEY, "renew it");
    assertThat(refused.orLastVerdict(accepted, 1)).isEqualTo(refused);
  }

  private static LumeniaAccountStatus status(AccountReadiness verdict) {
    return AccountStatusFactory.next(
        LumeniaAccountStatus.empty(), 1, verdict, Optional.empty(), Optional.empty(), NOON);
  }
}
