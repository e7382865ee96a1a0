package net.lumenia.voice.simulator.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The newest requests, and counts by method and status code. */
public final class RequestLog {

  /** A method and a status code. */
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

  /** The requests that match, oldest first. */
  public synchronized List<LoggedRequest> find(Predicate<LoggedRequest> filter) {
    return newest.stream().filter(filter).toList();
  }

  /** Counts since the start or the last {@link #clear}, including requests no longer kept. */
  public synchronized Map<Kind, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** The sequence number of the newest request; {@link #clear} does not reset it. */
  public synchronized long last() {
    return sequence;
  }

  public synchronized void clear() {
    newest.clear();
    counts.clear();
  }
}
