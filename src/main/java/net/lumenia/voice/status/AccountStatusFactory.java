package net.lumenia.voice.status;

import java.time.Instant;
import java.util.Optional;
import net.lumenia.voice.crd.LumeniaAccountStatus;

/** Makes the status of a LumeniaAccount. A pure function. */
public final class AccountStatusFactory {

  private AccountStatusFactory() {}

  /**
   * The next status.
   *
   * @param gate empty if the account can't be used, and so has none
   */
  public static LumeniaAccountStatus next(
      LumeniaAccountStatus previous,
      long generation,
      AccountVerdict verdict,
      Optional<GateReport> gate,
      Instant now) {
    return new LumeniaAccountStatus(
        generation,
        new Conditions(previous.conditions(), generation, now)
            .ready(verdict.reason().remedy(), verdict.reason().text(), verdict.message())
            .toList(),
        previous.catalog(),
        gate.map(GateReport::circuit).orElse(null),
        gate.flatMap(GateReport::effectiveResyncInterval).orElse(null));
  }
}
