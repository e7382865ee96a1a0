package net.lumenia.voice.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessUsageTest {

  @Test
  void readsWhatLinuxTells() {
    ProcessUsage usage =
        ProcessUsage.parse(
            "4711 (a (strange) name) S 1 2 3 4 5 6 7 8 9 10 250 50 1 2 20 0 9 0 100 200 300",
            """
            Name:\ta (strange) name
            VmHWM:\t    2048 kB
            VmRSS:\t    1024 kB
            """);
    assertThat(usage).isEqualTo(new ProcessUsage(Duration.ofSeconds(3), 1 << 20, 2 << 20));
  }

  @Test
  void countsOnlyBusyTimeOfTheMachine() {
    assertThat(
            ProcessUsage.cpuOfMachine(
                "cpu  100 20 30 9000 8000 4 6 7 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n"))
        .isEqualTo(Duration.ofMillis(1_600));
  }
}
