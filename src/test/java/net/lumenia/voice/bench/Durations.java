package net.lumenia.voice.bench;

import java.time.Duration;
import java.util.List;

/** What was measured several times. */
record Durations(List<Duration> measured) {

  Durations {
    measured = measured.stream().sorted().toList();
  }

  Duration median() {
    return measured.get(measured.size() / 2);
  }

  Duration longest() {
    return measured.getLast();
  }

  void print(String title) {
    System.out.printf(
        "%-60s n=%-3d min %5d ms  median %5d ms  max %5d ms%n",
        title,
        measured.size(),
        measured.getFirst().toMillis(),
        median().toMillis(),
        longest().toMillis());
  }
}
