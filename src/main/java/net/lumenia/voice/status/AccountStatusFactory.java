package net.lumenia.voice.status;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.crd.LumeniaAccountStatus.CatalogStatus;
import org.jspecify.annotations.Nullable;

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
    List<Condition> conditions =
        new Conditions(previous.conditions(), generation, now)
            .ready(verdict.reason().remedy(), verdict.reason().text(), verdict.message())
            .toList();
    LumeniaAccountStatus quiet =
        of(
            previous,
            generation,
            Conditions.withKnownMessages(previous.conditions(), conditions),
            gate);
    return quiet.equals(previous) ? quiet : of(previous, generation, conditions, gate);
  }

  private static LumeniaAccountStatus of(
      LumeniaAccountStatus previous,
      long generation,
      List<Condition> conditions,
      Optional<GateReport> gate) {
    return new LumeniaAccountStatus(
        generation,
        conditions,
        gate.flatMap(GateReport::catalog)
            .map(read -> sameOrNew(previous.catalog(), read))
            .orElse(null),
        gate.map(GateReport::circuit).orElse(null),
        gate.flatMap(GateReport::effectiveResyncInterval).orElse(null),
        accepted(Optional.ofNullable(previous.accepted()), gate).orElse(null));
  }

  /** Reading the same catalogue again is no news: its time is that of the first reading. */
  private static CatalogStatus sameOrNew(@Nullable CatalogStatus previous, CatalogStatus read) {
    return previous != null
            && Objects.equals(previous.hash(), read.hash())
            && Memory.intact(previous.time()) != null
        ? new CatalogStatus(read.hash(), previous.time(), read.providers())
        : read;
  }

  /**
   * For which endpoint a key was accepted. The API says so by showing the account's catalogue; that
   * it knows a key says nothing of the account. Refusing one later does not undo it.
   */
  private static Optional<String> accepted(Optional<String> previous, Optional<GateReport> gate) {
    if (gate.isEmpty()) {
      return previous;
    }
    String endpoint = gate.get().endpoint();
    return gate.get().catalog().isPresent()
        ? Optional.of(endpoint)
        : previous.filter(endpoint::equals);
  }
}
