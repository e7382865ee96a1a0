package net.lumenia.voice.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import net.lumenia.voice.bench.fleet.ReadyWatch.Version;
import org.junit.jupiter.api.Test;

class ReadyWatchTest {

  private final ReadyWatch watch = new ReadyWatch();

  @Test
  void takesOnlyTheCurrentGenerationAsReady() {
    read(
        """
        {"type":"ADDED","object":{"metadata":{"name":"new","generation":1},"spec":{}}}
        {"type":"ADDED","object":{"metadata":{"name":"outdated","generation":2},
          "status":{"observedGeneration":1,"conditions":[{"type":"Ready","status":"True"}]}}}
        {"type":"MODIFIED","object":{"metadata":{"name":"failing","generation":1},
          "status":{"observedGeneration":1,"conditions":[{"type":"Ready","status":"False"}]}}}
        {"type":"MODIFIED","object":{"metadata":{"name":"ready","generation":3},
          "status":{"observedGeneration":3,"conditions":[{"type":"Synced","status":"False"},{"type":"Ready","status":"True"}]}}}
        {"type":"MODIFIED","object":{"metadata":{"name":"by-condition","generation":4},
          "status":{"conditions":[{"type":"Ready","status":"True","observedGeneration":4}]}}}
        """);
    assertThat(watch.readyAt(new Version("ready", 3))).isPresent();
    assertThat(watch.readyAt(new Version("by-condition", 4))).isPresent();
    assertThat(watch.readyAt(new Version("new", 1))).isEmpty();
    assertThat(watch.readyAt(new Version("outdated", 2))).isEmpty();
    assertThat(watch.readyAt(new Version("failing", 1))).isEmpty();
  }

  private void read(String events) {
    watch.read(new ByteArrayInputStream(events.getBytes(StandardCharsets.UTF_8)));
  }
}
