package net.lumenia.voice.account;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.lumenia.voice.catalog.CatalogState;
import net.lumenia.voice.catalog.Catalogs;
import net.lumenia.voice.catalog.PublishedCatalog;
import net.lumenia.voice.cluster.ApiServerErrors;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.VoiceCatalogWriter;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.lumenia.limiter.AccountLimiter;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.numbers.AccountNumbers;
import net.lumenia.voice.numbers.NumberSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what each account allows and which phone numbers it has as its VoiceCatalog, for
 * admission policies. Without it the operator works the same, so a failure is logged and has no
 * other effect.
 */
public final class CatalogPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogPublisher.class);

  /** What a user changed or deleted is back after this time. A write without effect is cheap. */
  private static final Duration REPEAT = Duration.ofHours(1);

  /** The time between attempts while the permission or the CRD is missing. */
  private static final Duration RETRY_REFUSED = Duration.ofMinutes(10);

  private static final int CLIENT_ERRORS = 400;
  private static final int SERVER_ERRORS = 500;

  /**
   * A write, or a refusal.
   *
   * @param uid of the account
   * @param request of a user for a check of the account, if there was one
   * @param next when to write the same again, by the monotonic clock
   */
  private record Written(String uid, String fingerprint, Optional<String> request, Instant next) {}

  private final AccountLimiters limiters;
  private final Catalogs catalogs;
  private final AccountNumbers numbers;
  private final VoiceCatalogWriter writer;
  private final InstantSource clock;
  private final Map<String, Written> written = new ConcurrentHashMap<>();

  /**
   * @param clock monotonic
   */
  public CatalogPublisher(
      AccountLimiters limiters,
      Catalogs catalogs,
      AccountNumbers numbers,
      VoiceCatalogWriter writer,
      InstantSource clock) {
    this.limiters = limiters;
    this.catalogs = catalogs;
    this.numbers = numbers;
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * Writes the catalog of a checked account, if it is not known to be written already.
   *
   * @param request of a user that the check has answered, if there is one
   */
  void publish(LumeniaAccount account, Optional<String> request) {
    limiters
        .current(References.key(account))
        .ifPresent(limiter -> publish(account, limiter, request));
  }

  private void publish(LumeniaAccount account, AccountLimiter limiter, Optional<String> request) {
    Optional<NumberSnapshot> known = numbers.recent(limiter);
    catalogs
        .state(limiter)
        .flatMap(CatalogState::published)
        .map(catalog -> catalog.with(known.map(NumberSnapshot::numbers)))
        .ifPresent(
            catalog -> {
              String fingerprint =
                  catalog.hash() + known.map(NumberSnapshot::fingerprint).orElse("");
              if (isDue(account, fingerprint, request)) {
                write(account, catalog, fingerprint, request);
              }
            });
  }

  private boolean isDue(LumeniaAccount account, String fingerprint, Optional<String> request) {
    return Optional.ofNullable(written.get(References.key(account)))
        .filter(last -> last.uid().equals(account.getMetadata().getUid()))
        .filter(last -> last.fingerprint().equals(fingerprint) && last.request().equals(request))
        .filter(last -> clock.instant().isBefore(last.next()))
        .isEmpty();
  }

  private void write(
      LumeniaAccount account,
      PublishedCatalog catalog,
      String fingerprint,
      Optional<String> request) {
    String key = References.key(account);
    Duration next = REPEAT;
    try {
      writer.write(account, catalog.spec());
    } catch (KubernetesClientException e) {
      LOG.warn(
          "LumeniaAccount {}: could not write its VoiceCatalog, so admission policies do not know its catalog: {}",
          key,
          ApiServerErrors.message(e));
      if (!isRefused(e)) {
        return;
      }
      next = RETRY_REFUSED;
    }
    written.put(
        key,
        new Written(
            account.getMetadata().getUid(), fingerprint, request, clock.instant().plus(next)));
  }

  private static boolean isRefused(KubernetesClientException failure) {
    return failure.getCode() >= CLIENT_ERRORS
        && failure.getCode() < SERVER_ERRORS
        && failure.getCode() != HttpURLConnection.HTTP_CONFLICT;
  }

  /** Forgets an account that is deleted, or that another process serves. */
  void forget(String account) {
    written.remove(account);
  }
}
