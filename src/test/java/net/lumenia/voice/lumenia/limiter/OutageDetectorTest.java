package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutageDetectorTest {

  private final OutageDetector detector = new OutageDetector();

  @Test
  void tenConsecutiveFailuresOfTheOnlyWorkspace() {
    detector.recordSuccess("only");
    fail(9, "only");
    assertThat(detector.isOutage()).isFalse();
    fail(1, "only");
    assertThat(detector.isOutage()).isTrue();
  }

  @Test
  void tenConsecutiveFailuresOfTwoWorkspacesAreAnOutageAlthoughAThirdWorked() {
    succeed("one", "two", "three");
    fail(9, "one");
    assertThat(detector.isOutage()).isFalse();
    fail(1, "two");
    assertThat(detector.isOutage()).isTrue();
  }

  @Test
  void failingWorkspaceIsNoOutageWhileAnotherWorks() {
    succeed("other");
    for (int round = 0; round < 10; round++) {
      fail(50, "broken");
      assertThat(detector.isOutage()).isFalse();
      detector.recordSuccess("other");
    }
  }

  @Test
  void failingWorkspaceAndSingleFailureOfAnotherAreNoOutage() {
    succeed("one", "two");
    fail(5, "broken");
    detector.recordSuccess("two");
    fail(20, "broken");
    fail(1, "one");
    assertThat(detector.isOutage()).isFalse();
    fail(1, "two");
    assertThat(detector.isOutage()).isTrue();
  }

  @Test
  void halfOfTheLastTwentyCalls() {
    for (int workspace = 0; workspace < 9; workspace++) {
      fail(1, "failing-" + workspace);
      succeed("working");
    }
    succeed("working");
    assertThat(detector.isOutage()).isFalse();
    fail(1, "failing-9");
    assertThat(detector.isOutage()).isTrue();
  }

  @Test
  void repeatedlyFailingWorkspaceCountsOnceAmongTheLastTwenty() {
    succeed("a", "b", "c", "d", "e", "f", "g", "h", "i");
    for (int round = 0; round < 20; round++) {
      fail(5, "broken");
      succeed("a");
    }
    assertThat(detector.isOutage()).isFalse();
  }

  @Test
  void resetForgetsEverything() {
    succeed("other");
    fail(9, "only");
    detector.reset();
    fail(9, "only");
    assertThat(detector.isOutage()).isFalse();
    fail(1, "only");
    assertThat(detector.isOutage()).isTrue();
  }

  private void succeed(String... workspaces) {
    for (String workspace : workspaces) {
      detector.recordSuccess(workspace);
    }
  }

  private void fail(int times, String workspace) {
    for (int time = 0; time < times; time++) {
      detector.recordFailure(workspace);
    }
  }
}
