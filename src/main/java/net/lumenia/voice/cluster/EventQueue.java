package net.lumenia.voice.cluster;

import static java.util.Comparator.comparingInt;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events in the background, so that no reconcile waits for one. One event is written at a
 * time; the namespaces that have any take turns, and the events of a namespace keep their order. An
 * event that is recorded again while it waits is written once, with a count.
 *
 * <p>Before each event the queue gives way to other requests, unless it is half full. Once it is
 * full, the oldest event of the namespace with the most events is dropped, so a tenant cannot
 * displace the events of others. Events wait only in memory: a process that is killed loses them,
 * and one that may no longer write drops them. Thread-safe.
 */
public final class EventQueue implements Consumer<RecordedEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  /** A few megabytes. */
  private static final int CAPACITY = 5_000;

  private final Consumer<RecordedEvent> writer;
  private final BooleanSupplier mayWrite;
  private final Runnable giveWay;
  private final Executor background;

  private final SequencedMap<String, SequencedMap<String, RecordedEvent>> waiting =
      new LinkedHashMap<>();
  private int size;
  private long dropped;
  private boolean isFull;
  private boolean isWriting;
  private boolean isFlushing;
  private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

  /**
   * @param writer writes one event; called by one thread at a time
   * @param mayWrite whether this process may still write
   * @param giveWay pauses while the API server is busy
   * @param background runs the writer
   */
  public EventQueue(
      Consumer<RecordedEvent> writer,
      BooleanSupplier mayWrite,
      Runnable giveWay,
      Executor background) {
    this.writer = writer;
    this.mayWrite = mayWrite;
    this.giveWay = giveWay;
    this.background = background;
  }

  /** Adds an event. Does not block. */
  @Override
  public void accept(RecordedEvent event) {
    boolean overflows;
    boolean isIdle;
    synchronized (this) {
      overflows = add(event) && !isFull;
      isFull |= overflows;
      isIdle = !isWriting;
      if (isIdle) {
        isWriting = true;
        written = new CompletableFuture<>();
      }
    }
    if (overflows) {
      LOG.warn("{} events wait to be written; dropping the oldest ones", CAPACITY);
    }
    if (isIdle) {
      background.execute(this::writeAll);
    }
  }

  /** Returns whether another event was dropped for it. */
  private boolean add(RecordedEvent event) {
    var events = waiting.computeIfAbsent(event.namespace(), _ -> new LinkedHashMap<>());
    int before = events.size();
    events.merge(event.name(), event, RecordedEvent::plus);
    size += events.size() - before;
    boolean isOver = size > CAPACITY;
    if (isOver) {
      var largest = Collections.max(waiting.values(), comparingInt(Map::size));
      largest.pollFirstEntry();
      if (largest.isEmpty()) {
        waiting.values().remove(largest);
      }
      size--;
      dropped++;
    }
    return isOver;
  }

  private void writeAll() {
    for (Optional<RecordedEvent> next = next(); next.isPresent(); next = next()) {
      try {
        writer.accept(next.get());
      } catch (RuntimeException | Error e) {
        LOG.error("Could not write an event", e);
      }
    }
  }

  /** An event can be dropped or counted once more until it is taken. */
  private Optional<RecordedEvent> next() {
    if (isPatient()) {
      giveWay.run();
    }
    return take();
  }

  private synchronized boolean isPatient() {
    return size > 0 && size <= CAPACITY / 2 && !isFlushing;
  }

  private synchronized Optional<RecordedEvent> take() {
    if (!mayWrite.getAsBoolean()) {
      clear();
    }
    var next = waiting.pollFirstEntry();
    if (next == null) {
      isFull = false;
      isWriting = false;
      written.complete(null);
      return Optional.empty();
    }
    RecordedEvent first = next.getValue().pollFirstEntry().getValue();
    size--;
    if (!next.getValue().isEmpty()) {
      waiting.putLast(next.getKey(), next.getValue());
    }
    return Optional.of(first);
  }

  private void clear() {
    dropped += size;
    size = 0;
    waiting.clear();
  }

  /** Writes all events now, as far as that is possible in this time, and drops the rest. */
  public void flush(Duration time) {
    CompletableFuture<Void> end = startFlush();
    try {
      end.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException _) {
      LOG.warn("Dropped {} events at the end, because writing them took too long", dropRest());
    } catch (ExecutionException e) {
      throw new IllegalStateException("it never fails", e);
    }
  }

  private synchronized CompletableFuture<Void> startFlush() {
    isFlushing = true;
    return written;
  }

  private synchronized int dropRest() {
    int rest = size;
    clear();
    return rest;
  }

  /** The number of events that were dropped. */
  public synchronized long dropped() {
    return dropped;
  }
}
