package net.lumenia.voice.reconcile;

import java.time.Duration;
import net.lumenia.voice.status.AccountVerdict;

/** What an examination of an account came to. */
sealed interface Examination {

  /**
   * It is known whether the account can be used.
   *
   * @param next the time from now to the next examination
   */
  record Concluded(AccountVerdict verdict, Duration next) implements Examination {}

  /** The account's gate is busy; it will start this again. */
  record AwaitingTurn() implements Examination {}
}
