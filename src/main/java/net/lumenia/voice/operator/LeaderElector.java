package net.lumenia.voice.operator;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever holds the lease leads. A candidate takes it when nobody holds it or its holder has given
 * no sign of life for 15 s; a leader renews it every 2 s, is done after 10 s without success, and
 * gives it up in the end. Why this is not the library's: docs/adr/0014.
 */
final class LeaderElector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaderElector.class);

  /** How long others wait for a sign of life. */
  static final Duration LEASE = Duration.ofSeconds(15);

  /** How long a leader is sure of its lease. The rest is for what is on its way by then. */
  static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);

  private static final Duration RETRY_PERIOD = Duration.ofSeconds(2);

  /** Of a candidate. A lease that is given up is to be taken within 2 s, on a slow machine, too. */
  private static final Duration LOOK_PERIOD = Duration.ofMillis(500);

  private final LeaseStore store;
  private final LeaseRecord holder;
  private final Fence fence;
  private final Runnable onLeading;
  private final Consumer<String> onLost;
  private final LongSupplier nanoTime;
  private final RepeatedWarning unreachable;

  private final CountDownLatch over = new CountDownLatch(1);
  private Optional<ObservedLease> lastSign = Optional.empty();
  private Optional<Lease> held = Optional.empty();
  private volatile Optional<String> released = Optional.empty();

  /**
   * @param onLeading is called once, when this process leads, and must not wait for long
   * @param onLost is told why it does not lead any more, and ends the process
   * @param nanoTime as for {@link Fence}
   */
  LeaderElector(
      LeaseStore store,
      LeaseRecord holder,
      Runnable onLeading,
      Consumer<String> onLost,
      LongSupplier nanoTime) {
    this.store = store;
    this.holder = holder;
    this.fence = new Fence(RENEW_DEADLINE, nanoTime);
    this.onLeading = onLeading;
    this.onLost = onLost;
    this.nanoTime = nanoTime;
    this.unreachable = new RepeatedWarning(LOG::warn, nanoTime);
  }

  /** Open while this process leads. */
  Fence fence() {
    return fence;
  }

  /**
   * Looks at the lease for the first time, and from then on regularly.
   *
   * @throws KubernetesClientException if the API server does not let it
   */
  synchronized void start() {
    standFor();
    held.ifPresent(this::lead);
    inBackground("lease", this::takeTurns);
  }

  private void takeTurns() {
    while (!isOverIn(turn())) {}
  }

  /** Returns how long to wait for the next one. */
  private synchronized Duration turn() {
    if (isOver()) {
      return Duration.ZERO;
    }
    boolean led = held.isPresent();
    try {
      held.ifPresentOrElse(this::renew, this::standFor);
    } catch (KubernetesClientException e) {
      unreachable.say(
          "The lease %s could not be read or written: %s"
              .formatted(store.name(), ApiServerErrors.message(e)));
    }
    held.filter(_ -> !led).ifPresent(this::lead);
    return held.isPresent() ? RETRY_PERIOD : LOOK_PERIOD;
  }

  private void standFor() {
    Optional<Lease> seen = store.read();
    long now = nanoTime.getAsLong();
    lastSign = seen.map(lease -> ObservedLease.of(lease, lastSign, now));
    if (seen.isEmpty()) {
      store
          .create(holder.create(store.namespace(), store.name()))
          .ifPresent(lease -> hold(lease, now));
    } else if (holder.holds(seen.get()) || lastSign.orElseThrow().isLast(seen.get(), LEASE, now)) {
      store.replace(holder.take(seen.get())).ifPresent(lease -> hold(lease, now));
    }
  }

  private void hold(Lease lease, long asked) {
    held = Optional.of(lease);
    fence.renew(asked);
  }

  private void lead(Lease lease) {
    LOG.info(
        "Leading, with the lease {}/{} as {}", store.namespace(), store.name(), holder.identity());
    inBackground("lease-watch", this::watch);
    onLeading.run();
  }

  /**
   * Whoever has lost the lease does not take it again, even if it is free: another one may have led
   * meanwhile, and what this process was doing would then be old.
   */
  private void renew(Lease lease) {
    long asked = nanoTime.getAsLong();
    Optional<Lease> renewed = write(lease, holder::renew);
    if (renewed.isEmpty()) {
      onLost.accept("it is not this process's any more");
      return;
    }
    hold(renewed.get(), asked);
  }

  /** As it was last seen or, when somebody has changed it, perhaps only its labels, as it is. */
  private Optional<Lease> write(Lease lease, UnaryOperator<Lease> change) {
    return store
        .replace(change.apply(lease))
        .or(() -> store.read().filter(holder::holds).map(change).flatMap(store::replace));
  }

  /** Does no I/O, so that nothing keeps it from seeing that the time is over. */
  private void watch() {
    for (Duration left = fence.left(); left.isPositive(); left = fence.left()) {
      if (isOverIn(left)) {
        return;
      }
    }
    if (!isOver()) {
      onLost.accept("it could not be renewed for %d s".formatted(RENEW_DEADLINE.toSeconds()));
    }
  }

  /** Who does not lead by now never will; who does goes on to {@link #close}. */
  synchronized void standDown() {
    if (held.isEmpty()) {
      over.countDown();
    }
  }

  /**
   * Gives the lease up, if it is held, although work may be under way: from now on none of it may
   * write. Does not wait; once the API server has been told, another one may lead.
   *
   * @param why for {@link #released}
   */
  void release(String why) {
    if (fence.isOpen()) {
      released = Optional.of(why);
      over.countDown();
      fence.close();
      inBackground("lease-release", this::close);
    }
  }

  /** Why this process gave the lease up and will not lead again. */
  Optional<String> released() {
    return released;
  }

  /** Gives the lease up, if it is held: there must be nothing left to do. */
  @Override
  public synchronized void close() {
    over.countDown();
    fence.close();
    try {
      held.flatMap(lease -> write(lease, holder::giveUp))
          .ifPresent(_ -> LOG.info("Gave up the lease {}", store.name()));
    } catch (KubernetesClientException e) {
      LOG.warn(
          "The lease {} could not be given up; it runs out by itself in {} s: {}",
          store.name(),
          LEASE.toSeconds(),
          ApiServerErrors.message(e));
    }
  }

  private boolean isOver() {
    return over.getCount() == 0;
  }

  private boolean isOverIn(Duration time) {
    try {
      return over.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Whatever goes wrong there ends the process: nobody would notice that a thread is gone. */
  private void inBackground(String name, Runnable task) {
    Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(
            () -> {
              try {
                task.run();
              } catch (Throwable e) {
                LOG.error("The election failed", e);
                onLost.accept("the election failed");
              }
            });
  }
}
