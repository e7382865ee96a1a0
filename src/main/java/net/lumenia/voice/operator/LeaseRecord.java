package net.lumenia.voice.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * What somebody writes into a lease to hold it, to go on holding it, and to give it up.
 *
 * @param identity unlike that of any other process, an earlier one in the same container included
 * @param duration for which others wait for a sign of life
 */
record LeaseRecord(String identity, Duration duration, InstantSource clock) {

  boolean holds(Lease lease) {
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

  /** The shortest duration is for those who do not look at the holder. */
  Lease giveUp(Lease lease) {
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
