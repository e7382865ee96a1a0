package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reports every new version and every deletion of a controller's resources, before their reconciles
 * start. It is {@link ResourceEventAware}, because the SDK calls such event sources before it
 * filters. The alternatives do not work: update filters do not see deletions, the generic filter
 * cannot distinguish them from updates, and an item store is called under the informer's lock.
 */
public final class PrimaryEvents<P extends HasMetadata> extends AbstractEventSource<Void, P>
    implements ResourceEventAware<P> {

  private final Cache<P> cache;
  private final BiConsumer<P, Optional<P>> updated;
  private final Consumer<P> deleted;

  /**
   * Both listeners are called in the informer's thread and must not block.
   *
   * @param updated receives a resource that was created or updated, and the version before an
   *     update. It may receive the same version twice
   * @param deleted receives a resource that was deleted. Another one may already have its name
   */
  public PrimaryEvents(Cache<P> cache, BiConsumer<P, Optional<P>> updated, Consumer<P> deleted) {
    super(Void.class, "primary-events");
    this.cache = cache;
    this.updated = updated;
    this.deleted = deleted;
  }

  /**
   * Reports every resource in the cache, which is synced by now. The informer's events for the
   * first list may come later, and reconciles that start before them would miss resources.
   */
  @Override
  public void start() {
    super.start();
    cache.keys().toList().forEach(this::report);
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
  }

  /** A resource that was recreated while the watch was disconnected arrives as an update. */
  @Override
  public void onResourceUpdated(P now, P before) {
    if (!Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())) {
      deleted.accept(before);
    }
    updated.accept(now, Optional.of(before));
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
