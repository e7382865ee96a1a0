package net.lumenia.voice.operator.election;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.cluster.Slice;
import org.jspecify.annotations.Nullable;

/**
 * The content of a lease when a candidate takes it, renews it and releases it.
 *
 * @param holder the identity of the holder in the lease
 * @param identity unique to this process, even among earlier ones in the same container
 * @param labels that the lease must have
 * @param duration how long other candidates wait for a renewal
 */
public record LeaseRecord(
    String holder,
    String identity,
    Map<String, String> labels,
    Duration duration,
    InstantSource clock) {

  /** Where the lease names the process, if the holder's identity does not. */
  static final String PROCESS = "voice.lumenia.net/process";

  /** Of a lease for which several processes compete. */
  public LeaseRecord(String identity, Duration duration, InstantSource clock) {
    this(identity, identity, Map.of(), duration, clock);
  }

  /**
   * Of the lease of a shard. Its sharder expects the shard's name as the holder, which a restarted
   * container has as well.
   */
  public static LeaseRecord ofShard(
      Slice.Shard shard, String identity, Duration duration, InstantSource clock) {
    return new LeaseRecord(shard.name(), identity, shard.leaseLabels(), duration, clock);
  }

  boolean isHolder(Lease lease) {
    return Optional.ofNullable(lease.getSpec())
            .map(LeaseSpec::getHolderIdentity)
            .filter(holder::equals)
            .isPresent()
        && (holder.equals(identity) || identity.equals(process(lease)));
  }

  private static @Nullable String process(Lease lease) {
    return Objects.requireNonNullElse(
            lease.getMetadata().getAnnotations(), Map.<String, String>of())
        .get(PROCESS);
  }

  Lease create(String namespace, String name) {
    return take(
        new LeaseBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .build());
  }

  Lease take(Lease lease) {
    int transitions =
        Optional.ofNullable(lease.getSpec()).map(LeaseSpec::getLeaseTransitions).orElse(-1);
    return new LeaseBuilder(lease)
        .editMetadata()
        .addToLabels(labels)
        .addToAnnotations(holder.equals(identity) ? Map.of() : Map.of(PROCESS, identity))
        .endMetadata()
        .editOrNewSpec()
        .withHolderIdentity(holder)
        .withLeaseDurationSeconds((int) duration.toSeconds())
        .withAcquireTime(now())
        .withRenewTime(now())
        .withLeaseTransitions(transitions + 1)
        .endSpec()
        .build();
  }

  Lease renew(Lease lease) {
    return new LeaseBuilder(lease).editSpec().withRenewTime(now()).endSpec().build();
  }

  /** The shortest duration is for candidates that ignore an empty holder. */
  Lease release(Lease lease) {
    return new LeaseBuilder(lease)
        .editSpec()
        .withHolderIdentity(null)
        .withLeaseDurationSeconds(1)
        .withRenewTime(now())
        .endSpec()
        .build();
  }

  private ZonedDateTime now() {
    return clock.instant().atZone(ZoneOffset.UTC);
  }
}
