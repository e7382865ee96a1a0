package net.lumenia.voice.account;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.status.AccountReadiness;

/** The result of a check of an account. */
sealed interface CheckResult {

  /**
   * The account's readiness is known.
   *
   * @param next the time until the next check
   * @param request of a user that the check has answered, if there is one
   */
  record Checked(AccountReadiness readiness, Duration next, Optional<String> request)
      implements CheckResult {}

  /** The account's rate limiter has queued the check, and requeues the account for it. */
  record Queued() implements CheckResult {}
}
