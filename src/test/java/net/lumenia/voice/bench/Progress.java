package net.lumenia.voice.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Tells on standard error what takes long; standard output has the numbers. */
public final class Progress {

  private Progress() {}

  public static void say(String what) {
    System.err.printf("%s %s%n", Instant.now().truncatedTo(ChronoUnit.SECONDS), what);
  }
}
