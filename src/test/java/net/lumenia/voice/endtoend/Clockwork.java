package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** Tells time by the looks at an assistant that nothing happens to. */
record Clockwork(Traffic traffic, String assistant) {

  /** Waits until the assistant was looked at twice, so that a whole interval lies in between. */
  void passResync() {
    long looks = traffic.looks(assistant);
    eventually(() -> assertThat(traffic.looks(assistant)).isGreaterThan(looks + 1));
  }
}
