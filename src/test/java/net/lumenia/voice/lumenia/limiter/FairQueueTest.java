package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final FairQueue<String> queue = new FairQueue<>(id -> id);

  @Test
  void servesChangesFirstAndOtherwiseInOrderOfArrival() {
    resync("r1");
    resync("r2");
    change("c1");
    change("c2");
    assertThat(inOrder()).containsExactly("c1", "c2", "r1", "r2");
  }

  @Test
  void elementIsQueuedOnce() {
    change("c1");
    change("c2");
    change("c1");
    resync("c2");
    assertThat(inOrder()).containsExactly("c1", "c2");
  }

  @Test
  void queuedResyncBecomesAChange() {
    resync("r1");
    queue.add("r2", Priority.RESYNC, NOON.minusSeconds(60));
    change("r2");
    assertThat(queue.next().orElseThrow().waiter().since())
        .as("waiting since the change")
        .isEqualTo(NOON);
    assertThat(inOrder()).containsExactly("r2", "r1");
  }

  @Test
  void removedElementIsGoneAndIneligibleElementKeepsItsPosition() {
    change("c1");
    change("c2");
    resync("r1");
    queue.remove("c1");
    assertThat(queue.next(id -> !id.equals("c2")).orElseThrow().value()).isEqualTo("r1");
    assertThat(queue.values()).containsExactly("c2", "r1");
    assertThat(inOrder()).containsExactly("c2", "r1");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void servesOneResyncAfterNineChanges() {
    for (int i = 0; i < 30; i++) {
      change("c" + i);
      resync("r" + i);
    }
    assertThat(inOrder().subList(0, 20))
        .filteredOn(id -> id.startsWith("r"))
        .containsExactly("r0", "r1");
  }

  @Test
  void firstChecksComeAfterChangesAndBeforeResyncs() {
    resync("r1");
    firstCheck("f1");
    change("c1");
    firstCheck("f2");
    firstCheck("c1");
    assertThat(inOrder()).containsExactly("c1", "f1", "f2", "r1");
  }

  @Test
  void eachLowerPriorityIsServedAfterNineOfHigherOnes() {
    for (int i = 0; i < 40; i++) {
      change("c" + i);
      firstCheck("f" + i);
      resync("r" + i);
    }
    List<String> served = inOrder().subList(0, 40);
    assertThat(served).filteredOn(id -> id.startsWith("f")).startsWith("f0", "f1", "f2");
    assertThat(served).filteredOn(id -> id.startsWith("r")).startsWith("r0", "r1", "r2");
    assertThat(served).filteredOn(id -> id.startsWith("c")).hasSizeGreaterThan(30);
  }

  @Test
  void turnOfALowerPriorityHasTheLimitsOfTheHighestThatWaits() {
    for (int i = 0; i < 10; i++) {
      change("c" + i);
    }
    firstCheck("f1");
    for (int i = 0; i < 9; i++) {
      queue.take(queue.next().orElseThrow());
    }
    FairQueue.Next<String> next = queue.next().orElseThrow();
    assertThat(next.value()).isEqualTo("f1");
    assertThat(next.priority()).isEqualTo(Priority.CHANGE);
  }

  private void firstCheck(String id) {
    queue.add(id, Priority.FIRST_CHECK, NOON);
  }

  private void change(String id) {
    queue.add(id, Priority.CHANGE, NOON);
  }

  private void resync(String id) {
    queue.add(id, Priority.RESYNC, NOON);
  }

  private List<String> inOrder() {
    var ids = new ArrayList<String>();
    for (Optional<FairQueue.Next<String>> next = queue.next();
        next.isPresent();
        next = queue.next()) {
      queue.take(next.get());
      ids.add(next.get().value());
    }
    return ids;
  }
}
