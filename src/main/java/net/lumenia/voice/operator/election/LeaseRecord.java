package net.lumenia.voice.operator.election;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The content of a lease when a candidate takes it, renews it and releases it.
 *
 * @param identity unique to this process, even among earlier ones in the same container
 * @param duration how long other candidates wait for a renewal
 */
public record LeaseRecord(String identity, Duration duration, InstantSource clock) {

  boolean isHolder(Lease lease) {
    return Optional.ofNullable(lease.getSpec())
        .map(LeaseSpec::getHolderIdentity)
        .filter(identity::equals)
        .isPresent();
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
        .editOrNewSpec()
        .withHolderIdentity(identity)
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
