package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Remembers the operator's recent status writes, because the cache does not show all of them: it
 * lags behind, and it never shows a status that the API server rejects. Bounded; a restart forgets
 * everything. Thread-safe.
 */
public final class RecentStatusWrites {

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private final RecentByUid<String> written = new RecentByUid<>();
  private final RecentByUid<String> refused = new RecentByUid<>();

  /**
   * Remembers a status write.
   *
   * @param result the resource as the API server returned it
   */
  public void recordWrite(HasMetadata result) {
    written.put(uid(result), version(result));
    refused.remove(uid(result));
  }

  /**
   * Remembers that the API server rejects every status of this resourceVersion.
   *
   * @return whether this was unknown so far
   */
  public boolean recordRefusal(HasMetadata resource) {
    boolean isNew = !isRefused(resource);
    refused.put(uid(resource), version(resource));
    return isNew;
  }

  /** Whether the API server rejected a status of this resourceVersion. */
  public boolean isRefused(HasMetadata resource) {
    return refused.get(uid(resource)).filter(version(resource)::equals).isPresent();
  }

  /**
   * Whether a cached resource may be older than the last status write. Numeric resourceVersions are
   * compared as numbers; others only for equality.
   */
  public boolean mayBeStale(HasMetadata cached) {
    Optional<String> last = written.get(uid(cached));
    if (last.isEmpty()) {
      return false;
    }
    boolean isOlder = mayPrecede(version(cached), last.get());
    if (!isOlder) {
      written.remove(uid(cached));
    }
    return isOlder;
  }

  /** Drops the last write of a resource that was read from the API server, which includes it. */
  public void recordRead(HasMetadata fresh) {
    written.remove(uid(fresh));
  }

  private static String uid(HasMetadata resource) {
    return resource.getMetadata().getUid();
  }

  private static String version(HasMetadata resource) {
    return resource.getMetadata().getResourceVersion();
  }

  private static boolean mayPrecede(String version, String other) {
    boolean areNumbers = NUMBER.matcher(version).matches() && NUMBER.matcher(other).matches();
    return areNumbers
        ? new BigInteger(version).compareTo(new BigInteger(other)) < 0
        : !version.equals(other);
  }
}
