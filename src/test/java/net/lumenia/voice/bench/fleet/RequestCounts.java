package net.lumenia.voice.bench.fleet;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many requests of which kind an API server has answered, as its metrics tell. */
record RequestCounts(Map<Kind, Long> counts) {

  private static final Pattern REQUESTS =
      Pattern.compile("^apiserver_request_total\\{(.*)} (\\S+)$", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** Of what clients send as PATCH, server-side apply is a verb of its own. */
  private static final Set<String> WRITES =
      Set.of("POST", "PUT", "PATCH", "APPLY", "DELETE", "DELETECOLLECTION");

  /** A verb and what it is for, such as {@code PATCH voiceassistants/status}. */
  record Kind(String verb, String resource, String subresource) implements Comparable<Kind> {

    boolean isWrite() {
      return WRITES.contains(verb);
    }

    @Override
    public int compareTo(Kind other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return "%s %s%s".formatted(verb, resource, subresource.isEmpty() ? "" : "/" + subresource);
    }
  }

  RequestCounts {
    counts = new TreeMap<>(counts);
  }

  /**
   * Reads the metrics, without requests that are for no resource.
   *
   * @param metrics the text of {@code /metrics}
   */
  static RequestCounts parse(String metrics) {
    var counts = new TreeMap<Kind, Long>();
    Matcher line = REQUESTS.matcher(metrics);
    while (line.find()) {
      Map<String, String> labels =
          LABEL
              .matcher(line.group(1))
              .results()
              .collect(toMap(label -> label.group(1), label -> label.group(2)));
      Kind kind =
          new Kind(
              labels.getOrDefault("verb", ""),
              labels.getOrDefault("resource", ""),
              labels.getOrDefault("subresource", ""));
      if (!kind.resource().isEmpty()) {
        counts.merge(kind, (long) Double.parseDouble(line.group(2)), Long::sum);
      }
    }
    return new RequestCounts(counts);
  }

  /** What has been added. */
  RequestCounts since(RequestCounts before) {
    var added = new TreeMap<Kind, Long>();
    counts.forEach(
        (kind, count) -> {
          long more = count - before.counts.getOrDefault(kind, 0L);
          if (more != 0) {
            added.put(kind, more);
          }
        });
    return new RequestCounts(added);
  }

  RequestCounts without(Kind excluded) {
    var others = new TreeMap<>(counts);
    others.remove(excluded);
    return new RequestCounts(others);
  }

  long total() {
    return total(_ -> true);
  }

  long writes() {
    return total(Kind::isWrite);
  }

  private long total(Predicate<Kind> counted) {
    return counts.entrySet().stream()
        .filter(entry -> counted.test(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
