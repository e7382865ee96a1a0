package net.lumenia.voice.operator.metrics;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.Operation;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.lumenia.limiter.CircuitTiming;
import net.lumenia.voice.lumenia.limiter.Priority;

/** A scrape in which every metric of this program has a sample, for tests elsewhere. */
public final class ScrapedMetrics {

  private ScrapedMetrics() {}

  /** The text that Prometheus reads. */
  public static String text() {
    Clock clock = Clock.systemUTC();
    var client = new LumeniaClient("test", Limits.DEFAULT, (_, _, _) -> {}, clock);
    try (var metrics = new OperatorMetrics("test", clock);
        var limiters =
            new AccountLimiters(
                client, CallLimits.OF_PROCESS, metrics, _ -> {}, CircuitTiming.DEFAULT, clock)) {
      metrics.watch(limiters);
      metrics.watchLeadership(() -> true);
      metrics.watchDroppedEvents(() -> 0);
      metrics.admitted(Priority.CHANGE, Duration.ZERO);
      metrics.completed(Operation.GET_ASSISTANT, "200", Duration.ZERO);
      return metrics.scrape(
          Stream.of(read("VoiceAssistant", VoiceAssistant.class)),
          Stream.of(read("LumeniaAccount", LumeniaAccount.class)));
    }
  }

  private static <R> R read(String kind, Class<R> type) {
    String yaml = "---\n{kind: %s, metadata: {name: one}, spec: {}}".formatted(kind);
    return new KubernetesSerialization().unmarshal(yaml, type);
  }
}
