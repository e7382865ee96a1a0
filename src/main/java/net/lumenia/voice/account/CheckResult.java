package net.lumenia.voice.account;

import java.time.Duration;
import net.lumenia.voice.status.AccountReadiness;

/** The result of a check of an account. */
sealed interface CheckResult {

  /**
   * The account's readiness is known.
   *
   * @param next the time until the next check
   */
  record Checked(AccountReadiness readiness, Duration next) implements CheckResult {}

  /** The account's rate limiter has queued the check, and requeues the account for it. */
  record Queued() implements CheckResult {}
}
