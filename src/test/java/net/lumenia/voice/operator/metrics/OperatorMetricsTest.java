package net.lumenia.voice.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {

  private final OperatorMetrics metrics = new OperatorMetrics("1.2.3", Clock.systemUTC());

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void resourcesAreCountedByKnownReasons() {
    var assistants =
        Stream.of(
            assistant("{}", "'True'", "Synced"),
            assistant("{}", "'True'", "Synced"),
            assistant("{}", "'False'", "Rejected"),
            assistant("{suspend: true}", "'False'", "Rejected"),
            assistant("{}", "'False'", "a-tenant-wrote-this"),
            assistant("{}", "a-tenant-wrote-this", "Synced"),
            read("{metadata: {name: new}}", VoiceAssistant.class));
    var account = read("{%s}".formatted(status("'False'", "InvalidApiKey")), LumeniaAccount.class);
    assertThat(metrics.scrape(assistants, Stream.of(account)))
        .contains(
            """
            voiceassistants{ready="True",reason="Synced"} 2.0
            """,
            """
            voiceassistants{ready="False",reason="Rejected"} 1.0
            """,
            """
            voiceassistants{ready="Unknown",reason="Suspended"} 1.0
            """,
            """
            voiceassistants{ready="Unknown",reason="Pending"} 1.0
            """,
            """
            voiceassistants{ready="Unknown",reason="Other"} 1.0
            """,
            """
            voiceassistants{ready="False",reason="Synced"} 1.0
            """,
            """
            lumeniaaccounts{ready="False",reason="InvalidApiKey"} 1.0
            """)
        .doesNotContain("tenant");
    assertThat(metrics.scrape(Stream.empty(), Stream.empty()))
        .as("what is gone")
        .doesNotContain("voiceassistants{", "lumeniaaccounts{");
  }

  @Test
  void versionAndLeaderAreExported() {
    var leading = new AtomicBoolean();
    metrics.watchLeadership(leading::get);
    assertThat(scrape())
        .contains("voice_operator_build_info{version=\"1.2.3\"} 1", "voice_operator_leader 0.0");
    leading.set(true);
    assertThat(scrape()).contains("voice_operator_leader 1.0");
  }

  @Test
  void countersStartAtZero() {
    assertThat(scrape())
        .contains(
            "voiceassistant_patches_total{field=\"numberId\"} 0.0",
            "voiceassistant_drift_corrections_total{field=\"voice\"} 0.0",
            "voiceassistant_drift_detected_total{field=\"prompt\"} 0.0",
            "lumenia_api_requests_total{code=\"200\",operation=\"patch_assistant\"} 0.0");
  }

  @Test
  void retryNumberIsNoLabel() {
    for (String number : new String[] {"1", "2"}) {
      metrics
          .registry()
          .counter(
              "operator.sdk.reconciliations.started",
              Tags.of("kind", "VoiceAssistant", "reconciliations.retries.number", number))
          .increment();
    }
    assertThat(scrape())
        .contains("operator_sdk_reconciliations_started_total{kind=\"VoiceAssistant\"} 2.0");
  }

  /** An alert uses this counter, which only a bug increments. */
  @Test
  void exceptionIsCountedByKindAndClass() {
    var sdk = MicrometerMetrics.withoutPerResourceMetrics(metrics.registry());
    var resource = assistant("{}", "'True'", "Synced");
    sdk.failedReconciliation(
        resource,
        new IllegalStateException("a bug"),
        Map.of(Constants.RESOURCE_GVK_KEY, GroupVersionKind.gvkFor(VoiceAssistant.class)));
    assertThat(scrape())
        .containsPattern(
            "operator_sdk_reconciliations_failed_total\\{.*exception=\"IllegalStateException\".*kind=\"VoiceAssistant\".*} 1.0");
  }

  private String scrape() {
    return metrics.scrape(Stream.empty(), Stream.empty());
  }

  private static VoiceAssistant assistant(String spec, String ready, String reason) {
    return read("{spec: %s, %s}".formatted(spec, status(ready, reason)), VoiceAssistant.class);
  }

  private static String status(String ready, String reason) {
    return """
        status: {conditions: [{type: Ready, status: %s, reason: %s, message: "", \
        observedGeneration: 1, lastTransitionTime: "2026-11-23T06:00:00Z"}]}\
        """
        .formatted(ready, reason);
  }

  private static <R> R read(String yaml, Class<R> type) {
    return new KubernetesSerialization().unmarshal("---\n" + yaml, type);
  }
}
