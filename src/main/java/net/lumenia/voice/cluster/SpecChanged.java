package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/**
 * Whether an update of a custom resource needs a reconcile. Status writes do not change the
 * generation. A resource that was recreated while the watch was disconnected arrives as an update
 * with another uid, and its generation may be lower or the same.
 */
public final class SpecChanged {

  private SpecChanged() {}

  /** Whether the spec may differ, or the resource was recreated. */
  public static boolean between(HasMetadata now, HasMetadata before) {
    return !Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())
        || !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration());
  }
}
