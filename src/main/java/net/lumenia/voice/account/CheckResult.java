package net.lumenia.voice.account;

import java.time.Duration;
import net.lumenia.voice.status.AccountReadiness;

/** What an examination of an account came to. */
sealed interface CheckResult {

  /**
   * It is known whether the account can be used.
   *
   * @param next the time from now to the next examination
   */
  record Concluded(AccountReadiness verdict, Duration next) implements CheckResult {}

  /** The account's gate is busy; it will start this again. */
  record Queued() implements CheckResult {}
}
