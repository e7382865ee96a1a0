package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What came of the operator's own status writes, which it may not find in its cache: a cache lags
 * behind, and a status that the API server refuses is nowhere.
 *
 * <p>Thread-safe, and bounded by the number of resources that were written last.
 */
public final class OwnWrites {

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private final KnownVersions written = new KnownVersions();
  private final KnownVersions refused = new KnownVersions();

  /** The status of a resource was written, which made this version. */
  public void wrote(HasMetadata result) {
    written.put(result);
    refused.remove(result);
  }

  /**
   * The API server does not take any status of this version.
   *
   * @return whether that is news
   */
  public boolean refused(HasMetadata resource) {
    boolean isNews = !isRefused(resource);
    refused.put(resource);
    return isNews;
  }

  /** Whether the API server did not take a status of this version. */
  public boolean isRefused(HasMetadata resource) {
    return refused
        .of(resource)
        .filter(version -> version.equals(resource.getMetadata().getResourceVersion()))
        .isPresent();
  }

  /**
   * Whether this may be from before the last status that was written. Versions are compared as
   * numbers, which is what they are; of any others only equality is known.
   */
  public boolean mayBeMissingIn(HasMetadata cached) {
    Optional<String> last = written.of(cached);
    if (last.isEmpty()) {
      return false;
    }
    boolean isOlder = mayPrecede(cached.getMetadata().getResourceVersion(), last.get());
    if (!isOlder) {
      written.remove(cached);
    }
    return isOlder;
  }

  /** This was read from the API server itself, and so has every write. */
  public void read(HasMetadata fresh) {
    written.remove(fresh);
  }

  private static boolean mayPrecede(String version, String other) {
    boolean areNumbers = NUMBER.matcher(version).matches() && NUMBER.matcher(other).matches();
    return areNumbers
        ? new BigInteger(version).compareTo(new BigInteger(other)) < 0
        : !version.equals(other);
  }
}
