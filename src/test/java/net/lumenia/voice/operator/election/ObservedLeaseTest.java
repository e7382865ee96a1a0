package net.lumenia.voice.operator.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a candidate may acquire the lease. */
class ObservedLeaseTest {

  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final long START = -Duration.ofDays(1).toNanos();

  @Test
  void leaseWithoutHolderIsExpired() {
    assertThat(isFree(lease("1", null), 0)).isTrue();
    assertThat(isFree(lease("1", ""), 0)).isTrue();
    assertThat(isFree(new LeaseBuilder(lease("1", "other")).withSpec(null).build(), 0)).isTrue();
  }

  @Test
  void leaseExpiresAfterItsDurationFromFirstObservation() {
    assertThat(isFree(lease("1", "other"), 0)).isFalse();
    assertThat(isFree(lease("1", "other"), 15)).isFalse();
    assertThat(isFree(lease("1", "other"), 16)).isTrue();
  }

  @Test
  void everyChangeCountsAsRenewal() {
    var first = ObservedLease.of(lease("1", "other"), Optional.empty(), START);
    assertThat(ObservedLease.of(lease("1", "other"), Optional.of(first), at(9))).isEqualTo(first);
    assertThat(ObservedLease.of(lease("2", "other"), Optional.of(first), at(9)))
        .isEqualTo(new ObservedLease("2", at(9)));
  }

  /** The times in the lease are those of another machine, whose clock may be years behind. */
  @Test
  void holdersClockDoesNotCount() {
    var behind = ZonedDateTime.of(1999, 12, 31, 23, 59, 59, 0, ZoneOffset.UTC);
    Lease lease =
        new LeaseBuilder(lease("1", "other")).editSpec().withRenewTime(behind).endSpec().build();
    assertThat(isFree(lease, 14)).isFalse();
  }

  @Test
  void holderCanExtendButNotShortenTheDuration() {
    assertThat(isFree(lasting(30), 29)).isFalse();
    assertThat(isFree(lasting(30), 31)).isTrue();
    assertThat(isFree(lasting(1), 14)).isFalse();
  }

  private static Lease lasting(int seconds) {
    return new LeaseBuilder(lease("1", "other"))
        .editSpec()
        .withLeaseDurationSeconds(seconds)
        .endSpec()
        .build();
  }

  private static Lease lease(String version, @Nullable String holder) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withResourceVersion(version)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(holder)
        .endSpec()
        .build();
  }

  private static boolean isFree(Lease lease, int seconds) {
    return ObservedLease.of(lease, Optional.empty(), START).isExpired(lease, LEASE, at(seconds));
  }

  private static long at(int seconds) {
    return START + Duration.ofSeconds(seconds).toNanos();
  }
}
