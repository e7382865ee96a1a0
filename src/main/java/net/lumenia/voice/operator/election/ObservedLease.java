package net.lumenia.voice.operator.election;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * A lease as a candidate observes it. Times are those of the candidate's clock: the holder's clock
 * may be wrong, so the times in the lease do not count.
 *
 * @param version the resourceVersion of the lease
 * @param seen when this version was first seen, in nanoseconds
 */
record ObservedLease(String version, long seen) {

  /** The known observation, or a new one if the lease has changed. */
  static ObservedLease of(Lease lease, Optional<ObservedLease> known, long now) {
    String version = lease.getMetadata().getResourceVersion();
    return known
        .filter(observed -> observed.version.equals(version))
        .orElseGet(() -> new ObservedLease(version, now));
  }

  /** Whether the lease has no holder, or its holder has not renewed it in time. */
  boolean isExpired(Lease lease, Duration shortest, long now) {
    Optional<LeaseSpec> spec = Optional.ofNullable(lease.getSpec());
    if (spec.map(LeaseSpec::getHolderIdentity).filter(holder -> !holder.isEmpty()).isEmpty()) {
      return true;
    }
    long leaseDuration =
        spec.map(LeaseSpec::getLeaseDurationSeconds)
            .map(Duration::ofSeconds)
            .orElse(shortest)
            .toNanos();
    return now - seen > Math.max(leaseDuration, shortest.toNanos());
  }
}
