package net.lumenia.voice.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * The last sign of life of whoever holds the lease, as those see it who do not. Times are those of
 * the own clock: the holder's may be wrong, so the times that it writes do not count.
 *
 * @param version that the lease had
 * @param seen since when, in nanoseconds
 */
record ObservedLease(String version, long seen) {

  /** What was known, or the lease as it is now if that is news. */
  static ObservedLease of(Lease lease, Optional<ObservedLease> known, long now) {
    String version = lease.getMetadata().getResourceVersion();
    return known
        .filter(sign -> sign.version.equals(version))
        .orElseGet(() -> new ObservedLease(version, now));
  }

  /** Whether the lease is nobody's any more. */
  boolean isLast(Lease lease, Duration shortest, long now) {
    Optional<LeaseSpec> spec = Optional.ofNullable(lease.getSpec());
    if (spec.map(LeaseSpec::getHolderIdentity).filter(holder -> !holder.isEmpty()).isEmpty()) {
      return true;
    }
    long said =
        spec.map(LeaseSpec::getLeaseDurationSeconds)
            .map(Duration::ofSeconds)
            .orElse(shortest)
            .toNanos();
    return now - seen > Math.max(said, shortest.toNanos());
  }
}
