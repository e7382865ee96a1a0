package net.lumenia.voice.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import net.lumenia.voice.account.BaseUrlPolicy;
import net.lumenia.voice.cluster.LeaseTiming;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.lumenia.limiter.CircuitTiming;
import net.lumenia.voice.network.NetworkSettings;
import net.lumenia.voice.operator.OperatorConfig.LeaderElection;
import net.lumenia.voice.plan.Timing;
import net.lumenia.voice.reconcile.OperatorTiming;
import net.lumenia.voice.status.BackoffTiming;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * An operator that stalls because this test holds one of its locks. Its timeout is seconds, not a
 * minute.
 */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class StalledOperatorTest {

  private static final OperatorTiming TIMING =
      new OperatorTiming(
          Timing.DEFAULT,
          BackoffTiming.DEFAULT,
          CircuitTiming.DEFAULT,
          CacheTiming.DEFAULT,
          LeaseTiming.DEFAULT,
          Duration.ofSeconds(3));

  private final ControlPlane plane;
  private final KubernetesClient client;

  StalledOperatorTest(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
    InstalledCrds.in(client);
  }

  @Test
  void lockThatIsNeverReleasedFailsHealthAndReleasesTheLease() throws Exception {
    try (VoiceOperatorService operator = VoiceOperatorService.start(config(true), TIMING)) {
      within(() -> assertThat(lease().getSpec().getHolderIdentity()).isNotEmpty());
      assertThat(health(operator).statusCode()).isEqualTo(200);
      var free = new CountDownLatch(1);
      Thread holder = Thread.startVirtualThread(() -> hold(operator.limiters(), free));
      try {
        within(() -> assertThat(health(operator).statusCode()).isEqualTo(503));
        assertThat(health(operator).body()).contains("no progress in metrics for ");
        within(() -> assertThat(lease().getSpec().getHolderIdentity()).isNull());
      } finally {
        free.countDown();
        holder.join();
      }
      within(
          () ->
              assertThat(health(operator).body())
                  .startsWith("released the lease: no progress in metrics for "));
      assertThat(health(operator).statusCode()).as("it has to be restarted").isEqualTo(503);
    }
  }

  @Test
  void operatorWithoutLeaseRecoversWithProgress() throws Exception {
    try (VoiceOperatorService operator = VoiceOperatorService.start(config(false), TIMING)) {
      var free = new CountDownLatch(1);
      operator.limiters().timer().execute(() -> await(free));
      within(() -> assertThat(health(operator).statusCode()).isEqualTo(503));
      assertThat(health(operator).body())
          .contains("no progress in the timer of rate limiters for ");
      free.countDown();
      within(() -> assertThat(health(operator).statusCode()).isEqualTo(200));
    }
  }

  private OperatorConfig config(boolean elected) {
    return new OperatorConfig(
        Optional.of(plane.kubeconfig()),
        Set.of(client.getNamespace()),
        Slice.whole(),
        BaseUrlPolicy.of(Optional.of(URI.create("https://api.example")), Set.of(), false),
        NetworkSettings.direct(),
        Duration.ofMinutes(5),
        CallLimits.OF_PROCESS,
        Optional.of(InetAddress.getLoopbackAddress()),
        0,
        elected
            ? Optional.of(
                new LeaderElection(Optional.of(client.getNamespace()), LeaseTiming.DEFAULT))
            : Optional.empty(),
        "test");
  }

  private Lease lease() {
    return client.leases().withName("voice-operator").require();
  }

  private static HttpResponse<String> health(VoiceOperatorService operator)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/healthz".formatted(operator.httpPort()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static void hold(Object lock, CountDownLatch free) {
    synchronized (lock) {
      await(free);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void within(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(assertion);
  }
}
