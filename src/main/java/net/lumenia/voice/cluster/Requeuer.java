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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.lumenia.voice.lumenia.limiter.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts reconciles that are not caused by a change of their resource, immediately or after a
 * delay. Each resource has at most one pending reconcile: a newer one replaces it, and the start of
 * a reconcile or the deletion of the resource cancels it. The SDK's own timer and retries are not
 * used, because they follow the wall clock.
 */
public final class Requeuer<P extends HasMetadata> extends AbstractEventSource<Void, P> {

  private static final Logger LOG = LoggerFactory.getLogger(Requeuer.class);

  private static final Duration MIN_BACKOFF = Duration.ofSeconds(2);
  private static final Duration MAX_BACKOFF = Duration.ofMinutes(5);

  /** After a reconcile that another one could not wait for. */
  private static final Duration AFTER_OVERLAP = Duration.ofMillis(100);

  /** A scheduled reconcile that has not begun. */
  private static final class Pending {

    private final Instant due;
    private final int failures;
    private volatile Scheduler.Scheduled scheduled = () -> {};

    /**
     * @param failures the number of consecutive failures before it
     */
    Pending(Instant due, int failures) {
      this.due = due;
      this.failures = failures;
    }
  }

  private final Predicate<P> filter;
  private final Scheduler scheduler;
  private final InstantSource clock;
  private final BugListener bugs;
  private final Map<ResourceID, Pending> pending = new ConcurrentHashMap<>();

  /** The running reconciles, and whether another one was refused meanwhile. */
  private final Map<ResourceID, Boolean> running = new ConcurrentHashMap<>();

  private volatile Optional<Cache<P>> resources = Optional.empty();

  /**
   * @param filter which cached resources are reconciled at all
   * @param clock monotonic, the scheduler's
   */
  public Requeuer(Predicate<P> filter, Scheduler scheduler, InstantSource clock, BugListener bugs) {
    super(Void.class, "requeuer");
    this.filter = filter;
    this.scheduler = scheduler;
    this.clock = clock;
    this.bugs = bugs;
  }

  /** Sets the cache with the resources to reconcile, and returns this. */
  public Requeuer<P> of(Cache<P> cached) {
    this.resources = Optional.of(cached);
    return this;
  }

  /**
   * Runs a reconcile and schedules the next one. Failures are logged and retried: failed requests
   * to the API server after 5 s, bugs with a backoff that doubles from 2 s to 5 min. Errors count
   * as bugs, because the SDK would never reconcile a resource again after an {@link Error}.
   *
   * <p>If a resource is deleted during its reconcile, or leaves the watch, and returns, the SDK
   * starts another one at once. It starts here when the first one has ended, because the first one
   * may be sending an older value.
   *
   * @param step returns the time until the next reconcile; empty if none is needed
   */
  public void reconcile(P resource, Supplier<Optional<Duration>> step) {
    ResourceID id = ResourceID.fromResource(resource);
    if (running.merge(id, false, (_, _) -> true)) {
      return;
    }
    try {
      reconcile(id, resource, step);
    } finally {
      if (Boolean.TRUE.equals(running.remove(id))) {
        after(id, AFTER_OVERLAP);
      }
    }
  }

  private void reconcile(ResourceID id, P resource, Supplier<Optional<Duration>> step) {
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

  /** Returns the number of consecutive failures before the reconcile that begins. */
  private int begin(ResourceID id) {
    Optional<Pending> known = Optional.ofNullable(pending.remove(id));
    known.ifPresent(one -> one.scheduled.cancel());
    return known.map(one -> one.failures).orElse(0);
  }

  private static Duration backoff(int failures) {
    Duration doubled = MIN_BACKOFF.multipliedBy(1L << Math.min(failures, 30));
    return doubled.compareTo(MAX_BACKOFF) < 0 ? doubled : MAX_BACKOFF;
  }

  /**
   * Starts the reconcile of a resource now.
   *
   * @return whether the resource still exists and is to be reconciled
   */
  public boolean now(ResourceID id) {
    boolean isFound = isRunning() && find(id).filter(filter).isPresent();
    if (isFound) {
      getEventHandler().handleEvent(new Event(id));
    }
    return isFound;
  }

  /** Schedules a reconcile, which replaces the pending one. */
  void after(ResourceID id, Duration wait) {
    put(id, wait, 0);
  }

  /** Schedules a reconcile of every cached resource, spread evenly over this time. */
  public void allWithin(Duration time) {
    List<ResourceID> all = resources.stream().flatMap(Cache::keys).toList();
    for (int i = 0; i < all.size(); i++) {
      atLatest(all.get(i), time.multipliedBy(i).dividedBy(all.size()));
    }
  }

  /** Schedules a reconcile unless an earlier one is pending. */
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
    // A deletion removes the resource from the cache first and then calls forget.
    if (!knows(id)) {
      forget(id);
    }
  }

  /** The entry stays until the reconcile begins, which reads the number of failures. */
  private void start(ResourceID id, Pending due) {
    if (pending.get(id) == due && !now(id)) {
      pending.remove(id, due);
    }
  }

  public boolean knows(ResourceID id) {
    return find(id).isPresent();
  }

  private Optional<P> find(ResourceID id) {
    return resources.flatMap(cache -> cache.get(id));
  }

  /** Cancels the pending reconcile of a deleted resource. */
  public void forget(ResourceID id) {
    begin(id);
  }

  /** The number of pending reconciles. */
  int size() {
    return pending.size();
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
