package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/**
 * Whether an update of a custom resource is worth a reconcile. Status writes, the operator's own
 * above all, change no generation. A resource that was deleted and created again while the watch
 * was away comes as an update with another uid, and its generation may be lower or the same.
 */
public final class SpecChanged {

  private SpecChanged() {}

  /** Whether the spec may differ, or the one was deleted and this is another resource. */
  public static boolean between(HasMetadata now, HasMetadata before) {
    return !Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())
        || !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration());
  }
}
