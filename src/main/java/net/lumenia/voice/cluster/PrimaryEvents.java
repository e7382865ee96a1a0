package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports every new version and every deletion of a controller's resources, before their reconciles
 * start. It is {@link ResourceEventAware}, because the SDK calls such event sources before it
 * filters. The alternatives do not work: update filters do not see deletions, the generic filter
 * cannot distinguish them from updates, and an item store is called under the informer's lock.
 */
public final class PrimaryEvents<P extends HasMetadata> extends AbstractEventSource<Void, P>
    implements ResourceEventAware<P> {

  private static final Logger LOG = LoggerFactory.getLogger(PrimaryEvents.class);

  /** How long the start waits for the informer's events for its first list. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Cache<P> cache;
  private final BiConsumer<P, Optional<P>> updated;
  private final Consumer<P> deleted;
  private final Duration patience;

  /** Resources of events that came before the end of the start. */
  private final Set<ResourceID> reported = ConcurrentHashMap.newKeySet();

  /** Resources whose event the start waits for. */
  private final Set<ResourceID> awaited = ConcurrentHashMap.newKeySet();

  /** A permit for each awaited event that came. */
  private final Semaphore arrived = new Semaphore(0);

  private volatile boolean isStarted;

  /**
   * Both listeners are called in the informer's thread and must not block.
   *
   * @param updated receives a resource that was created or updated, and the version before an
   *     update. It may receive the same version twice
   * @param deleted receives a resource that was deleted. Another one may already have its name
   */
  public PrimaryEvents(Cache<P> cache, BiConsumer<P, Optional<P>> updated, Consumer<P> deleted) {
    this(cache, updated, deleted, PATIENCE);
  }

  /** With another patience, for tests. */
  PrimaryEvents(
      Cache<P> cache, BiConsumer<P, Optional<P>> updated, Consumer<P> deleted, Duration patience) {
    super(Void.class, "primary-events");
    this.patience = patience;
    this.cache = cache;
    this.updated = updated;
    this.deleted = deleted;
  }

  /**
   * Waits until the informer has reported every resource in the cache, which is synced by now.
   * Reconciles that start before would miss resources, and while they keep the processors busy, the
   * events for the first list would take seconds, and changes wait behind them. Resources that are
   * not reported after ten seconds are reported from the cache.
   */
  @Override
  public void start() {
    super.start();
    int missing = 0;
    for (ResourceID id : cache.keys().toList()) {
      missing += awaited.add(id) ? 1 : 0;
    }
    for (ResourceID id : reported) {
      missing -= awaited.remove(id) ? 1 : 0;
    }
    try {
      if (!arrived.tryAcquire(missing, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "The informer reported not all of {} resources within {} s",
            missing,
            patience.toSeconds());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    isStarted = true;
    reported.clear();
    awaited.forEach(this::report);
    awaited.clear();
  }

  private void arrived(P resource) {
    if (!isStarted) {
      ResourceID id = ResourceID.fromResource(resource);
      reported.add(id);
      if (awaited.remove(id)) {
        arrived.release();
      }
    }
  }

  /** Repeats until the cache did not change meanwhile, because events may arrive concurrently. */
  private void report(ResourceID id) {
    Optional<P> reported = cache.get(id);
    while (reported.isPresent()) {
      updated.accept(reported.get(), Optional.empty());
      Optional<P> now = cache.get(id);
      if (now.isEmpty()) {
        deleted.accept(reported.get());
      } else if (isSameVersion(now.get(), reported.get())) {
        return;
      }
      reported = now;
    }
  }

  private static boolean isSameVersion(HasMetadata one, HasMetadata other) {
    return Objects.equals(
        one.getMetadata().getResourceVersion(), other.getMetadata().getResourceVersion());
  }

  @Override
  public void onResourceCreated(P resource) {
    updated.accept(resource, Optional.empty());
    arrived(resource);
  }

  /** A resource that was recreated while the watch was disconnected arrives as an update. */
  @Override
  public void onResourceUpdated(P now, P before) {
    if (!Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())) {
      deleted.accept(before);
    }
    updated.accept(now, Optional.of(before));
    arrived(now);
  }

  @Override
  public void onResourceDeleted(P resource) {
    deleted.accept(resource);
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
