package net.lumenia.voice.lumenia.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final Line line = new Line();

  @Test
  void changesGoBeforeResyncsAndOtherwiseWhoCameFirst() {
    resync("r1");
    resync("r2");
    change("c1");
    change("c2");
    assertThat(inOrder()).containsExactly("c1", "c2", "r1", "r2");
  }

  @Test
  void nobodyHasTwoPlaces() {
    change("c1");
    change("c2");
    change("c1");
    resync("c2");
    assertThat(inOrder()).containsExactly("c1", "c2");
  }

  @Test
  void aResyncRisesWhenItsResourceIsChanged() {
    resync("r1");
    line.join(visitor("r2", Priority.RESYNC), NOON.minusSeconds(60));
    change("r2");
    assertThat(line.next().orElseThrow().place().since()).as("the change waits").isEqualTo(NOON);
    assertThat(inOrder()).containsExactly("r2", "r1");
  }

  @Test
  void oneInTenIsAResyncHoweverManyChangesThereAre() {
    for (int i = 0; i < 30; i++) {
      change("c" + i);
      resync("r" + i);
    }
    assertThat(inOrder().subList(0, 20))
        .filteredOn(id -> id.startsWith("r"))
        .containsExactly("r0", "r1");
  }

  private void change(String id) {
    line.join(visitor(id, Priority.CHANGE), NOON);
  }

  private void resync(String id) {
    line.join(visitor(id, Priority.RESYNC), NOON);
  }

  private static Visitor visitor(String id, Priority priority) {
    return new Visitor(id, priority, Duration.ofMinutes(5), () -> true);
  }

  private List<String> inOrder() {
    var ids = new ArrayList<String>();
    for (Optional<Line.Next> next = line.next(); next.isPresent(); next = line.next()) {
      line.call(next.get());
      ids.add(next.get().place().visitor().id());
    }
    return ids;
  }
}
