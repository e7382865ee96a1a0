package net.lumenia.voice.operator.metrics;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableList;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.reconcile.VoiceAssistantReconciler;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.Reason;

/** Counts resources by their condition Ready. Counts at every scrape, not at every reconcile. */
final class FleetMetrics {

  private static final Set<String> REASONS =
      Arrays.stream(Reason.values()).map(Reason::text).collect(toUnmodifiableSet());
  private static final Set<String> ACCOUNT_REASONS =
      Arrays.stream(AccountReason.values()).map(AccountReason::text).collect(toUnmodifiableSet());

  private static final Tags SUSPENDED = tags("Unknown", "Suspended");
  private static final Tags PENDING = tags("Unknown", "Pending");

  /** A client with write access to status can set any reason. */
  private static final Tags UNKNOWN_REASON = tags("Unknown", "Other");

  private final MultiGauge assistants;
  private final MultiGauge accounts;

  FleetMetrics(MeterRegistry registry) {
    assistants =
        MultiGauge.builder("voiceassistants")
            .description("VoiceAssistants by the status and reason of their condition Ready")
            .register(registry);
    accounts =
        MultiGauge.builder("lumeniaaccounts")
            .description("LumeniaAccounts by the status and reason of their condition Ready")
            .register(registry);
  }

  void count(Stream<VoiceAssistant> allAssistants, Stream<LumeniaAccount> allAccounts) {
    assistants.register(rows(allAssistants.map(FleetMetrics::readiness)), true);
    accounts.register(rows(allAccounts.map(one -> readiness(one, ACCOUNT_REASONS))), true);
  }

  private static Tags readiness(VoiceAssistant assistant) {
    return VoiceAssistantReconciler.isSuspended(assistant)
        ? SUSPENDED
        : readiness(assistant, REASONS);
  }

  /** Decodes nothing else of the status: there may be thousands, several times a minute. */
  private static Tags readiness(CustomResource<?, RawJson> resource, Set<String> known) {
    RawJson status = resource.getStatus();
    return status == null
        ? PENDING
        : status
            .json()
            .path("conditions")
            .valueStream()
            .filter(condition -> condition.path("type").asText().equals(Conditions.READY))
            .map(ready -> readiness(ready, known))
            .findFirst()
            .orElse(PENDING);
  }

  private static Tags readiness(JsonNode ready, Set<String> known) {
    String reason = ready.path("reason").asText();
    boolean isTrue = ready.path("status").asText().equals("True");
    return known.contains(reason) ? tags(isTrue ? "True" : "False", reason) : UNKNOWN_REASON;
  }

  private static Tags tags(String ready, String reason) {
    return Tags.of("ready", ready, "reason", reason);
  }

  private static List<MultiGauge.Row<?>> rows(Stream<Tags> all) {
    return all.collect(groupingBy(tags -> tags, counting())).entrySet().stream()
        .map(entry -> MultiGauge.Row.of(entry.getKey(), entry.getValue()))
        .collect(toUnmodifiableList());
  }
}
