package net.lumenia.voice.simulator.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The newest requests in full, and how many there were of each kind. */
public final class RequestLog {

  /** Method and status code. */
  public record Kind(String method, int status) implements Comparable<Kind> {

    @Override
    public int compareTo(Kind other) {
      int byMethod = method.compareTo(other.method);
      return byMethod != 0 ? byMethod : Integer.compare(status, other.status);
    }
  }

  public static final int CAPACITY = 10_000;

  private final Deque<LoggedRequest> newest = new ArrayDeque<>();
  private final Map<Kind, Long> counts = new TreeMap<>();
  private long sequence;

  public synchronized void add(LoggedRequest request) {
    newest.add(request.numbered(++sequence));
    if (newest.size() > CAPACITY) {
      newest.remove();
    }
    counts.merge(new Kind(request.method(), request.status()), 1L, Long::sum);
  }

  /** Oldest first. */
  public synchronized List<LoggedRequest> find(Predicate<LoggedRequest> filter) {
    return newest.stream().filter(filter).toList();
  }

  /** Since the start or the last clearing, those that the log no longer holds included. */
  public synchronized Map<Kind, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** The sequence number of the last request; it goes on counting when the log is cleared. */
  public synchronized long last() {
    return sequence;
  }

  public synchronized void clear() {
    newest.clear();
    counts.clear();
  }
}
