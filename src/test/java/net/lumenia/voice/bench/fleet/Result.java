package net.lumenia.voice.bench.fleet;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was measured in one run.
 *
 * @param operator its name
 * @param memory the limit in MiB
 * @param enforced whether the limit was enforced
 * @param requests to the API server per assistant until all statuses were written, by kind
 * @param failure why the run ended early; absent if it did not
 */
record Result(
    String operator,
    int assistants,
    int memory,
    boolean enforced,
    String machine,
    Map<Metric, Double> metrics,
    Map<String, Double> requests,
    @Nullable String failure) {

  Result {
    metrics = new TreeMap<>(metrics);
    requests = new TreeMap<>(requests);
  }
}
