package net.lumenia.voice.status;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.crd.LumeniaAccountStatus.CatalogStatus;

/** Makes the status of a LumeniaAccount. A pure function. */
public final class AccountStatusFactory {

  private AccountStatusFactory() {}

  /**
   * The next status.
   *
   * @param limiter empty if the account cannot be used and so has no rate limiter
   * @param handled the request that this check has answered, if there is one
   */
  public static LumeniaAccountStatus next(
      LumeniaAccountStatus previous,
      long generation,
      AccountReadiness verdict,
      Optional<LimiterReport> limiter,
      Optional<String> handled,
      Instant now) {
    List<Condition> conditions =
        new Conditions(previous.conditions(), generation, now)
            .ready(verdict.reason().actor(), verdict.reason().text(), verdict.message())
            .toList();
    LumeniaAccountStatus quiet =
        of(
            previous,
            generation,
            Conditions.withPreviousMessages(previous.conditions(), conditions),
            limiter,
            handled);
    return quiet.equals(previous) ? quiet : of(previous, generation, conditions, limiter, handled);
  }

  private static LumeniaAccountStatus of(
      LumeniaAccountStatus previous,
      long generation,
      List<Condition> conditions,
      Optional<LimiterReport> limiter,
      Optional<String> handled) {
    return new LumeniaAccountStatus(
        generation,
        conditions,
        limiter.flatMap(report -> catalog(previous, report)).orElse(null),
        limiter.map(LimiterReport::circuit).orElse(null),
        limiter.flatMap(LimiterReport::effectiveResyncInterval).orElse(null),
        accepted(Optional.ofNullable(previous.accepted()), limiter).orElse(null),
        handled.orElse(previous.lastHandledReconcileAt()));
  }

  /** While no catalog is known, the one that was read last stays. */
  private static Optional<CatalogStatus> catalog(
      LumeniaAccountStatus previous, LimiterReport limiter) {
    Optional<CatalogStatus> last =
        Optional.ofNullable(previous.catalog())
            .filter(_ -> limiter.endpoint().equals(previous.accepted()))
            .filter(catalog -> Memory.intact(catalog.time()) != null);
    return limiter.catalog().map(read -> sameOrNew(last, read)).or(() -> last);
  }

  /** A catalog that is read again unchanged keeps the time of its first reading. */
  private static CatalogStatus sameOrNew(Optional<CatalogStatus> last, CatalogStatus read) {
    return last.filter(known -> Objects.equals(known.hash(), read.hash()))
        .map(known -> new CatalogStatus(read.hash(), known.time(), read.providers()))
        .orElse(read);
  }

  /**
   * The endpoint for which the API accepted a token. Only the account's catalog proves that: the
   * API may know a token that has no access to the account. A later rejection does not undo it.
   */
  private static Optional<String> accepted(
      Optional<String> previous, Optional<LimiterReport> limiter) {
    if (limiter.isEmpty()) {
      return previous;
    }
    String endpoint = limiter.get().endpoint();
    return limiter.get().catalog().isPresent()
        ? Optional.of(endpoint)
        : previous.filter(endpoint::equals);
  }
}
