package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import net.lumenia.voice.status.Notice;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final int CAPACITY = 5_000;

  private final List<String> written = new ArrayList<>();
  private final Queue<Runnable> started = new ArrayDeque<>();
  private final AtomicBoolean mayWrite = new AtomicBoolean(true);
  private int pauses;
  private final EventQueue queue =
      new EventQueue(this::write, mayWrite::get, () -> pauses++, started::add);

  private void write(RecordedEvent event) {
    written.add("%s/%s x%d".formatted(event.namespace(), event.name(), event.count()));
  }

  @Test
  void recordingAnEventWritesNothing() {
    record("a", "1");
    record("a", "2");
    assertThat(written).isEmpty();
    assertThat(started).as("one writer").hasSize(1);
    writeAll();
    assertThat(written).containsExactly("a/1 x1", "a/2 x1");
    record("a", "3");
    writeAll();
    assertThat(written).endsWith("a/3 x1");
  }

  /** A lasting failure is one event. */
  @Test
  void repeatedEventsAreWrittenOnce() {
    record("a", "1");
    record("a", "2");
    record("a", "1");
    record("a", "1");
    writeAll();
    assertThat(written).containsExactly("a/1 x3", "a/2 x1");
  }

  @Test
  void namespacesTakeTurns() {
    IntStream.range(0, 4).forEach(i -> record("a", "" + i));
    record("b", "0");
    record("c", "0");
    record("b", "1");
    writeAll();
    assertThat(written)
        .containsExactly("a/0 x1", "b/0 x1", "c/0 x1", "a/1 x1", "b/1 x1", "a/2 x1", "a/3 x1");
  }

  @Test
  void fullQueueDropsTheOldestOfTheNamespaceWithTheMost() {
    record("small", "0");
    IntStream.range(0, CAPACITY).forEach(i -> record("large", "" + i));
    record("new", "0");
    assertThat(queue.dropped()).isEqualTo(2);
    writeAll();
    assertThat(written)
        .hasSize(CAPACITY)
        .startsWith("small/0 x1", "large/2 x1", "new/0 x1")
        .endsWith("large/%d x1".formatted(CAPACITY - 1));
  }

  @Test
  void fullQueueOfManyNamespacesIsWritten() {
    IntStream.rangeClosed(0, CAPACITY).forEach(i -> record("n" + i, "0"));
    writeAll();
    assertThat(written).hasSize(CAPACITY);
    assertThat(queue.dropped()).isEqualTo(1);
  }

  /** Otherwise the queue would stay full while the API server is busy. */
  @Test
  void eventsGiveWayUnlessTooManyWait() {
    IntStream.range(0, CAPACITY / 2 + 10).forEach(i -> record("a", "" + i));
    writeAll();
    assertThat(pauses).isEqualTo(CAPACITY / 2);
  }

  @Test
  void deposedLeaderWritesNoEvent() {
    record("a", "1");
    mayWrite.set(false);
    writeAll();
    assertThat(written).isEmpty();
    assertThat(queue.dropped()).isEqualTo(1);
  }

  @Test
  void failureDoesNotEndTheWriter() {
    var failing =
        new EventQueue(
            event -> {
              write(event);
              throw new IllegalStateException("a bug");
            },
            () -> true,
            () -> {},
            Runnable::run);
    failing.accept(event("a", "1"));
    failing.accept(event("a", "2"));
    assertThat(written).containsExactly("a/1 x1", "a/2 x1");
  }

  @Test
  void flushWaitsForTheEventsThatWait() {
    var background = new EventQueue(this::write, () -> true, () -> {}, Thread::startVirtualThread);
    IntStream.range(0, 100).forEach(i -> background.accept(event("a", "" + i)));
    background.flush(Duration.ofSeconds(60));
    assertThat(written).hasSize(100);
    assertThat(background.dropped()).isZero();
  }

  @Test
  void flushEndsInTimeAndDropsTheRest() {
    record("a", "1");
    queue.flush(Duration.ofMillis(1));
    assertThat(queue.dropped()).isEqualTo(1);
    writeAll();
    assertThat(written).isEmpty();
  }

  @Test
  void flushWithoutEventsReturnsAtOnce() {
    queue.flush(Duration.ofDays(1));
    assertThat(queue.dropped()).isZero();
  }

  private void record(String namespace, String name) {
    queue.accept(event(namespace, name));
  }

  private void writeAll() {
    while (!started.isEmpty()) {
      started.remove().run();
    }
  }

  private static RecordedEvent event(String namespace, String name) {
    var resource = new ObjectReferenceBuilder().withNamespace(namespace).withName("acme").build();
    var notice = new Notice(Notice.Severity.NORMAL, "Patched", "sent");
    return new RecordedEvent(name, resource, notice, NOON, NOON, 1);
  }
}
