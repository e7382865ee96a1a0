package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Optional;
import net.lumenia.voice.assistant.Digest;
import org.jspecify.annotations.Nullable;

/**
 * The annotation by which a user requests a check of a resource at once. Each new value is one
 * request; what it contains does not matter. Metadata has no generation, so {@code
 * status.lastHandledReconcileAt} tells a request that is done from one that is not.
 */
public final class ReconcileAnnotation {

  public static final String NAME = "voice.lumenia.net/reconcile-requested-at";

  /** In characters. Of a longer value, status and cache have its length and digest. */
  static final int MAX_LENGTH = 256;

  private ReconcileAnnotation() {}

  /** The value, at most 256 characters long; empty if there is none or it is blank. */
  public static Optional<String> of(HasMetadata resource) {
    return of(resource.getMetadata());
  }

  /** The same for the metadata of a resource. */
  public static Optional<String> of(ObjectMeta metadata) {
    return Optional.ofNullable(metadata.getAnnotations())
        .map(annotations -> annotations.get(NAME))
        .filter(value -> !value.isBlank())
        .map(value -> value.length() > MAX_LENGTH ? Digest.describe(value) : value);
  }

  /**
   * The request that is not done yet, if there is one.
   *
   * @param lastHandled from the status of the resource
   */
  public static Optional<String> unhandled(HasMetadata resource, @Nullable String lastHandled) {
    return of(resource).filter(value -> !value.equals(lastHandled));
  }

  /** Whether an update needs a reconcile: another spec, or a request. Compares only metadata. */
  public static boolean needsReconcile(HasMetadata now, HasMetadata before) {
    return SpecChanged.between(now, before)
        || of(now).filter(value -> !of(before).equals(Optional.of(value))).isPresent();
  }
}
