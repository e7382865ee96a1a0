package net.lumenia.voice.status;

import java.time.Instant;
import net.lumenia.voice.crd.LumeniaAccountStatus;

/** Makes the status of a LumeniaAccount. A pure function. */
public final class AccountStatusFactory {

  private AccountStatusFactory() {}

  /** The next status. */
  public static LumeniaAccountStatus next(
      LumeniaAccountStatus previous, long generation, AccountVerdict verdict, Instant now) {
    return new LumeniaAccountStatus(
        generation,
        new Conditions(previous.conditions(), generation, now)
            .ready(verdict.reason().remedy(), verdict.reason().text(), verdict.message())
            .toList(),
        previous.catalog(),
        previous.circuit(),
        previous.effectiveResyncInterval());
  }
}
