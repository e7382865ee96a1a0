package net.lumenia.voice.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.lumenia.voice.simulator.state.LoggedRequest;

/**
 * Edits assistants one after the other, and measures when each edit is seen at the API.
 *
 * @param looks from before the edit to the arrival of the request that begins its reconcile
 * @param patches from before the edit to the arrival of its PATCH
 */
record Edits(Durations looks, Durations patches) {

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /**
   * Edits every one of them.
   *
   * @param pause between two edits, so that each meets an account that has come to rest
   */
  static Edits of(Stage stage, List<String> names, String text, Duration pause) {
    var looks = new ArrayList<Duration>();
    var patches = new ArrayList<Duration>();
    for (String name : names) {
      Wait.pass(pause);
      Instant edited = Instant.now();
      stage.cluster().patch(name, "{\"spec\": {\"firstMessage\": \"%s\"}}".formatted(text));
      Wait.until(DEADLINE, "the PATCH of " + name, () -> arrived(stage, name, text));
      LoggedRequest patch = stage.traffic().patches(name).getLast();
      patches.add(Duration.between(edited, patch.time()));
      looks.add(Duration.between(edited, lookBefore(stage, patch)));
    }
    return new Edits(new Durations(looks), new Durations(patches));
  }

  private static boolean arrived(Stage stage, String name, String text) {
    return stage.traffic().bodies(name).stream()
        .anyMatch(body -> body.path("firstMessage").asText().equals(text));
  }

  private static Instant lookBefore(Stage stage, LoggedRequest patch) {
    return stage.simulator().requests().stream()
        .filter(request -> request.method().equals("GET"))
        .filter(request -> request.workspace().equals(patch.workspace()))
        .map(LoggedRequest::time)
        .filter(time -> time.isBefore(patch.time()))
        .max(Instant::compareTo)
        .orElseThrow();
  }

  void print(String title) {
    looks.print(title + ", edit to its first request");
    patches.print(title + ", edit to PATCH");
  }
}
