package net.lumenia.voice.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The newest requests in full, and how many there were of each kind. */
final class RequestLog {

  /** Method and status code. */
  record Kind(String method, int status) implements Comparable<Kind> {

    @Override
    public int compareTo(Kind other) {
      int byMethod = method.compareTo(other.method);
      return byMethod != 0 ? byMethod : Integer.compare(status, other.status);
    }
  }

  static final int CAPACITY = 10_000;

  private final Deque<LoggedRequest> newest = new ArrayDeque<>();
  private final Map<Kind, Long> counts = new TreeMap<>();
  private long sequence;

  synchronized void add(LoggedRequest request) {
    newest.add(request.numbered(++sequence));
    if (newest.size() > CAPACITY) {
      newest.remove();
    }
    counts.merge(new Kind(request.method(), request.status()), 1L, Long::sum);
  }

  /** Oldest first. */
  synchronized List<LoggedRequest> find(Predicate<LoggedRequest> filter) {
    return newest.stream().filter(filter).toList();
  }

  /** Since the start or the last clearing, those that the log no longer holds included. */
  synchronized Map<Kind, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** The sequence number of the last request; it goes on counting when the log is cleared. */
  synchronized long last() {
    return sequence;
  }

  synchronized void clear() {
    newest.clear();
    counts.clear();
  }
}
