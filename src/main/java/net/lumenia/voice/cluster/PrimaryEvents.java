package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reports every new version and every deletion of a controller's resources to a listener, before
 * their reconciles start. It is {@link ResourceEventAware}, because the SDK calls such event
 * sources before it filters. The alternatives do not work: update filters do not see deletions, the
 * generic filter cannot distinguish them from updates, and an item store is called under the
 * informer's lock.
 */
public final class PrimaryEvents<P extends HasMetadata> extends AbstractEventSource<Void, P>
    implements ResourceEventAware<P> {

  /** Called in the informer's thread; must not block. */
  public interface Listener<P> {

    /** The resource was created or updated. May be called twice for the same version. */
    void updated(P resource);

    /** The resource was deleted. Another resource may already have its name. */
    void deleted(P resource);
  }

  private final Cache<P> cache;
  private final Listener<P> listener;

  public PrimaryEvents(Cache<P> cache, Listener<P> listener) {
    super(Void.class, "primary-events");
    this.cache = cache;
    this.listener = listener;
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
      listener.updated(reported.get());
      Optional<P> now = cache.get(id);
      if (now.isEmpty()) {
        listener.deleted(reported.get());
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
    listener.updated(resource);
  }

  /** A resource that was recreated while the watch was disconnected arrives as an update. */
  @Override
  public void onResourceUpdated(P now, P before) {
    if (!Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())) {
      listener.deleted(before);
    }
    listener.updated(now);
  }

  @Override
  public void onResourceDeleted(P resource) {
    listener.deleted(resource);
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
