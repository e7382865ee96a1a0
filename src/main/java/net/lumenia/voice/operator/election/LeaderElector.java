package net.lumenia.voice.operator.election;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import net.lumenia.voice.cluster.ApiServerErrors;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.cluster.LeaseTiming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leader election by a lease. A candidate acquires the lease when it has no holder or was not
 * renewed in time ({@link LeaseTiming}). The leader renews it, stops leading when it could not do
 * so in time, and releases the lease when it ends. For why this is not the client library's, see
 * docs/adr/0014.
 */
public final class LeaderElector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaderElector.class);

  private final LeaseStore store;
  private final LeaseRecord record;
  private final LeaseTiming timing;
  private final Fence fence;
  private final Runnable onLeading;
  private final Consumer<String> onLost;
  private final LongSupplier nanoTime;
  private final RepeatedWarning unreachable;

  private final CountDownLatch ended = new CountDownLatch(1);
  private Optional<ObservedLease> observed = Optional.empty();
  private Optional<Lease> held = Optional.empty();
  private volatile Optional<String> released = Optional.empty();

  /**
   * @param onLeading called once, when this process starts to lead; must not block for long
   * @param onLost receives why this process no longer leads, and ends the process
   * @param nanoTime as for {@link Fence}
   */
  public LeaderElector(
      LeaseStore store,
      LeaseRecord record,
      LeaseTiming timing,
      Runnable onLeading,
      Consumer<String> onLost,
      LongSupplier nanoTime) {
    this.store = store;
    this.record = record;
    this.timing = timing;
    this.fence = new Fence(timing.renewDeadline(), nanoTime);
    this.onLeading = onLeading;
    this.onLost = onLost;
    this.nanoTime = nanoTime;
    this.unreachable = new RepeatedWarning(LOG::warn, nanoTime);
  }

  /** Open while this process leads. */
  public Fence fence() {
    return fence;
  }

  /**
   * Tries to acquire the lease, and from then on checks or renews it periodically.
   *
   * @throws KubernetesClientException if the API server rejects the first attempt
   */
  public synchronized void start() {
    tryAcquire();
    held.ifPresent(this::lead);
    inBackground("lease", this::checkPeriodically);
  }

  private void checkPeriodically() {
    while (!endsWithin(checkOrRenew())) {}
  }

  /** Returns how long to wait before the next call. */
  private synchronized Duration checkOrRenew() {
    if (hasEnded()) {
      return Duration.ZERO;
    }
    boolean led = held.isPresent();
    try {
      held.ifPresentOrElse(this::renew, this::tryAcquire);
    } catch (KubernetesClientException e) {
      unreachable.log(
          "Reading or writing the lease %s failed, retrying: %s"
              .formatted(store.name(), ApiServerErrors.message(e)));
    }
    held.filter(_ -> !led).ifPresent(this::lead);
    return held.isPresent() ? timing.renewInterval() : timing.checkInterval();
  }

  private void tryAcquire() {
    Optional<Lease> seen = store.read();
    long now = nanoTime.getAsLong();
    observed = seen.map(lease -> ObservedLease.of(lease, observed, now));
    if (seen.isEmpty()) {
      store
          .create(record.create(store.namespace(), store.name()))
          .ifPresent(lease -> hold(lease, now));
    } else if (record.isHolder(seen.get())
        || observed.orElseThrow().isExpired(seen.get(), timing.duration(), now)) {
      store.replace(record.take(seen.get())).ifPresent(lease -> hold(lease, now));
    }
  }

  private void hold(Lease lease, long requestedAt) {
    held = Optional.of(lease);
    fence.renew(requestedAt);
  }

  private void lead(Lease lease) {
    LOG.info(
        "Leading, with the lease {}/{} as {}", store.namespace(), store.name(), record.identity());
    inBackground("lease-watch", this::watch);
    onLeading.run();
  }

  /**
   * A leader that has lost the lease does not acquire it again, even if it is free: another process
   * may have led in the meantime, and the work of this one would be outdated.
   */
  private void renew(Lease lease) {
    long requestedAt = nanoTime.getAsLong();
    Optional<Lease> renewed = write(lease, record::renew);
    if (renewed.isEmpty()) {
      onLost.accept("this process no longer holds it");
      return;
    }
    hold(renewed.get(), requestedAt);
  }

  /** Updates the last known version or, if it has changed but is still held, the current one. */
  private Optional<Lease> write(Lease lease, UnaryOperator<Lease> change) {
    return store
        .replace(change.apply(lease))
        .or(() -> store.read().filter(record::isHolder).map(change).flatMap(store::replace));
  }

  /** Does no I/O, so that nothing delays detecting the deadline. */
  private void watch() {
    for (Duration left = fence.left(); left.isPositive(); left = fence.left()) {
      if (endsWithin(left)) {
        return;
      }
    }
    if (!hasEnded()) {
      onLost.accept(
          "it could not be renewed for %d s".formatted(timing.renewDeadline().toSeconds()));
    }
  }

  /** Stops a candidate from acquiring the lease. A leader keeps it until {@link #close}. */
  public synchronized void stopAcquiring() {
    if (held.isEmpty()) {
      ended.countDown();
    }
  }

  /**
   * Releases the lease, if it is held, while reconciles may be running: from now on they cannot
   * write. Does not block; once the API server has stored the release, another process may lead.
   *
   * @param why for {@link #released}
   */
  public void release(String why) {
    if (fence.isOpen()) {
      released = Optional.of(why);
      ended.countDown();
      fence.close();
      inBackground("lease-release", this::close);
    }
  }

  /** Why this process released the lease and will not lead again; empty if it did not. */
  public Optional<String> released() {
    return released;
  }

  /** Releases the lease, if it is held. No reconcile may be running. */
  @Override
  public synchronized void close() {
    ended.countDown();
    fence.close();
    try {
      held.flatMap(lease -> write(lease, record::release))
          .ifPresent(_ -> LOG.info("Released the lease {}", store.name()));
    } catch (KubernetesClientException e) {
      LOG.warn(
          "Releasing the lease {} failed; it expires in {} s: {}",
          store.name(),
          timing.duration().toSeconds(),
          ApiServerErrors.message(e));
    }
  }

  private boolean hasEnded() {
    return ended.getCount() == 0;
  }

  private boolean endsWithin(Duration time) {
    try {
      return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** An exception ends the process, because a dead thread would go unnoticed. */
  private void inBackground(String name, Runnable task) {
    Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(
            () -> {
              try {
                task.run();
              } catch (Throwable e) {
                LOG.error("The leader election failed", e);
                onLost.accept("the leader election failed");
              }
            });
  }
}
