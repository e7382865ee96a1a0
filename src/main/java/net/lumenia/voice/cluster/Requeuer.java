package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.lumenia.voice.lumenia.limiter.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the reconciles that no change of a resource starts: at once, or when their time has come.
 * Each resource has at most one pending reconcile. A newer one replaces it, the start of a
 * reconcile cancels it, and a deleted resource has none. Nothing is left to the SDK's own timer and
 * retries: they follow the wall clock.
 */
public final class Requeuer<P extends HasMetadata> extends AbstractEventSource<Void, P> {

  private static final Logger LOG = LoggerFactory.getLogger(Requeuer.class);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

  /** A reconcile that waits for its time, or has been started and has not begun. */
  private static final class Pending {

    private final Instant due;
    private final int failures;
    private volatile Scheduler.Scheduled scheduled = () -> {};

    /**
     * @param failures how many reconciles in a row failed before it
     */
    Pending(Instant due, int failures) {
      this.due = due;
      this.failures = failures;
    }
  }

  private final Predicate<P> isWanted;
  private final Scheduler scheduler;
  private final InstantSource clock;
  private final BugListener bugs;
  private final Map<ResourceID, Pending> pending = new ConcurrentHashMap<>();
  private volatile Optional<Cache<P>> resources = Optional.empty();

  /**
   * @param isWanted whether a cached resource has any use for a reconcile
   * @param clock monotonic, as the scheduler
   */
  public Requeuer(
      Predicate<P> isWanted, Scheduler scheduler, InstantSource clock, BugListener bugs) {
    super(Void.class, "requeuer");
    this.isWanted = isWanted;
    this.scheduler = scheduler;
    this.clock = clock;
    this.bugs = bugs;
  }

  /** This, for the resources of a cache. */
  public Requeuer<P> of(Cache<P> cached) {
    this.resources = Optional.of(cached);
    return this;
  }

  /**
   * Makes a reconcile, and schedules the next one. Whatever goes wrong is logged and repeated:
   * after an exception of a bug with a backoff from 2 s, doubling to 5 min. The SDK would forget a
   * resource for good whose reconcile ended with an {@link Error}.
   *
   * @param step returns the time to the next reconcile; empty if none is needed
   */
  public void reconcile(P resource, Supplier<Optional<Duration>> step) {
    ResourceID id = ResourceID.fromResource(resource);
    int failures = begin(id);
    try {
      step.get().ifPresent(wait -> after(id, wait));
    } catch (KubernetesClientException e) {
      after(id, ApiServerRetry.after(e, resource));
    } catch (RuntimeException | Error e) {
      Duration wait = backoff(failures);
      LOG.error(
          "{} {}: the reconcile failed; retrying in {} s",
          resource.getKind(),
          References.key(resource),
          wait.toSeconds(),
          e);
      put(id, wait, failures + 1);
      bugs.failed(resource, e);
    }
  }

  /** Returns how many reconciles in a row failed before the one that begins. */
  private int begin(ResourceID id) {
    Optional<Pending> known = Optional.ofNullable(pending.remove(id));
    known.ifPresent(one -> one.scheduled.cancel());
    return known.map(one -> one.failures).orElse(0);
  }

  private static Duration backoff(int failures) {
    Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 30));
    return doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
  }

  /**
   * Starts the reconcile of a resource now.
   *
   * @return whether the resource is still there to be reconciled
   */
  public boolean now(ResourceID id) {
    boolean known = isRunning() && find(id).filter(isWanted).isPresent();
    if (known) {
      getEventHandler().handleEvent(new Event(id));
    }
    return known;
  }

  /** Schedules a reconcile. It replaces the pending one. */
  void after(ResourceID id, Duration wait) {
    put(id, wait, 0);
  }

  /** Schedules a reconcile of every cached resource, each within this time, evenly spread. */
  public void allWithin(Duration time) {
    resources.stream()
        .flatMap(Cache::keys)
        .forEach(
            id -> {
              double random = ThreadLocalRandom.current().nextDouble();
              atLatest(id, Duration.ofMillis(Math.round(time.toMillis() * random)));
            });
  }

  /** Schedules a reconcile, unless one is pending that comes first. */
  private void atLatest(ResourceID id, Duration wait) {
    Instant due = clock.instant().plus(wait);
    Optional<Pending> known = Optional.ofNullable(pending.get(id));
    if (known.filter(one -> !one.due.isAfter(due)).isEmpty()) {
      put(id, wait, known.map(one -> one.failures).orElse(0));
    }
  }

  private void put(ResourceID id, Duration wait, int failures) {
    var next = new Pending(clock.instant().plus(wait), failures);
    Optional.ofNullable(pending.put(id, next)).ifPresent(old -> old.scheduled.cancel());
    next.scheduled = scheduler.schedule(wait, () -> start(id, next));
    if (pending.get(id) != next) {
      next.scheduled.cancel();
    }
    // The cache loses a deleted resource first, and forget is called after that.
    if (!knows(id)) {
      forget(id);
    }
  }

  /** It stays pending until the reconcile begins, which wants to know of the failures. */
  private void start(ResourceID id, Pending due) {
    if (pending.get(id) == due && !now(id)) {
      pending.remove(id, due);
    }
  }

  /** Whether the resource is in the cache. */
  public boolean knows(ResourceID id) {
    return find(id).isPresent();
  }

  private Optional<P> find(ResourceID id) {
    return resources.flatMap(cache -> cache.get(id));
  }

  /** Cancels the pending reconcile of a resource that is gone. */
  public void forget(ResourceID id) {
    begin(id);
  }

  /** How many resources have a pending reconcile. */
  int size() {
    return pending.size();
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
