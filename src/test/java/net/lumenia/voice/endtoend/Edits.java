package net.lumenia.voice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.state.LoggedRequest;

/**
 * A stream of edits to assistants, one after the other. Every edit has a higher number than those
 * before it, so what is sent tells what was lost, repeated, or old.
 */
final class Edits implements AutoCloseable {

  private static final Pattern NUMBER = Pattern.compile("edit (\\d+)");

  private final Cluster cluster;
  private final List<String> names;
  private final Duration pause;
  private final CountDownLatch end = new CountDownLatch(1);
  private final FutureTask<Boolean> editing = new FutureTask<>(this::edit, true);
  private final AtomicInteger count = new AtomicInteger();

  private Edits(Cluster cluster, List<String> names, Duration pause) {
    this.cluster = cluster;
    this.names = names;
    this.pause = pause;
  }

  /** Begins: one edit, a pause, and so on. */
  static Edits begin(Cluster cluster, List<String> names, Duration pause) {
    var edits = new Edits(cluster, names, pause);
    Thread.ofVirtual().name("edits").start(edits.editing);
    return edits;
  }

  private void edit() {
    try {
      do {
        int edit = count.get();
        cluster.patch(
            names.get(edit % names.size()),
            "{\"spec\":{\"firstMessage\":\"edit %d\"}}".formatted(edit));
        count.incrementAndGet();
      } while (!end.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many there were until now. */
  int count() {
    return count.get();
  }

  /** Ends, and waits until the last edit of every assistant is what the API has. */
  void awaitTheLast(Simulator simulator) {
    close();
    int all = count();
    Cluster.eventually(
        () -> {
          for (int edit = Math.max(0, all - names.size()); edit < all; edit++) {
            assertThat(simulator.assistant(names.get(edit % names.size())).path("firstMessage"))
                .hasToString("\"edit %d\"".formatted(edit));
          }
        });
  }

  /** No edit was sent twice, and none after a later one. */
  void assertSentInOrder(Simulator simulator) {
    for (String name : names) {
      List<Integer> sent = simulator.patches(name).stream().map(Edits::number).toList();
      assertThat(sent).as(name).isNotEmpty().isSorted().doesNotHaveDuplicates();
    }
  }

  /** The highest number that was sent; -1 for none. */
  int newestSent(Simulator simulator) {
    return names.stream()
        .flatMap(name -> simulator.patches(name).stream())
        .mapToInt(Edits::number)
        .max()
        .orElse(-1);
  }

  private static int number(LoggedRequest patch) {
    var matcher = NUMBER.matcher(patch.body().path("firstMessage").asText());
    assertThat(matcher.matches()).as(patch.body().toString()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  /** The last edit is done when this returns; what went wrong is thrown here. */
  @Override
  public void close() {
    end.countDown();
    try {
      editing.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an edit failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
