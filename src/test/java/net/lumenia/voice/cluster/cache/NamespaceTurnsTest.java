package net.lumenia.voice.cluster.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class NamespaceTurnsTest {

  private final NamespaceTurns turns = new NamespaceTurns(1);
  private final List<String> served = new CopyOnWriteArrayList<>();

  @Test
  void namespacesTakeTurns() throws InterruptedException {
    turns.acquire("first");
    for (int i = 0; i < 3; i++) {
      request("mallory");
    }
    request("calm");

    for (int i = 0; i < 4; i++) {
      int before = served.size();
      turns.release();
      await().until(() -> served.size() == before + 1);
    }

    assertThat(served).containsExactly("mallory", "calm", "mallory", "mallory");
  }

  @Test
  void interruptedThreadLeavesItsTurnToTheNext() throws InterruptedException {
    turns.acquire("first");
    Thread interrupted = request("team");
    request("team");
    interrupted.interrupt();
    interrupted.join();

    turns.release();
    await().until(() -> served.equals(List.of("team")));
    turns.release();

    turns.acquire("later");
  }

  /** Returns once it waits. */
  private Thread request(String namespace) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    turns.acquire(namespace);
                    served.add(namespace);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    await().until(() -> thread.getState() == Thread.State.WAITING);
    return thread;
  }
}
