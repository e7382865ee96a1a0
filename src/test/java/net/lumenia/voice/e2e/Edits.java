package net.lumenia.voice.e2e;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import net.lumenia.voice.endtoend.Cluster;

/**
 * Edits the first message of one assistant after another until it is closed. Messages are unique,
 * so a repeated PATCH is visible.
 */
final class Edits implements AutoCloseable {

  /** The number of assistants; assistant N uses workspace N of the simulator. */
  static final int ASSISTANTS = 12;

  private static final long PAUSE_NANOS = 100_000_000;

  private final Cluster cluster;
  private final int[] last = new int[ASSISTANTS + 1];
  private final FutureTask<Boolean> editing = new FutureTask<>(this::edit, true);
  private volatile boolean ended;

  private Edits(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Creates the assistants, each with its first message. */
  static void createAssistants(Cluster cluster) {
    cluster.apply(
        IntStream.rangeClosed(1, ASSISTANTS)
            .mapToObj(number -> Cluster.assistant(workspace(number), "firstMessage: Message 0"))
            .collect(joining("---\n")));
  }

  static Edits start(Cluster cluster) {
    var edits = new Edits(cluster);
    Thread.ofVirtual().name("edits").start(edits.editing);
    return edits;
  }

  private void edit() {
    for (int edit = 1; !ended; edit++) {
      int number = 1 + edit % ASSISTANTS;
      last[number] = edit;
      cluster.patch(
          workspace(number), "{\"spec\": {\"firstMessage\": \"Message %d\"}}".formatted(edit));
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Waits until each assistant has its last message, and asserts that none was sent twice. */
  void assertThatNoneIsLostOrRepeated(SimulatorPod simulator) {
    for (int number = 1; number <= ASSISTANTS; number++) {
      String workspace = workspace(number);
      String expected = "Message " + last[number];
      Cluster.eventually(
          () -> assertThat(messages(simulator, workspace)).last().isEqualTo(expected));
      assertThat(messages(simulator, workspace)).doesNotHaveDuplicates();
    }
  }

  private static List<String> messages(SimulatorPod simulator, String workspace) {
    return simulator.patches(workspace).stream()
        .map(body -> body.path("firstMessage"))
        .map(JsonNode::asText)
        .toList();
  }

  private static String workspace(int number) {
    return "workspace-" + number;
  }

  /**
   * Waits for the last edit.
   *
   * @throws IllegalStateException if an edit failed
   */
  @Override
  public void close() {
    ended = true;
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
