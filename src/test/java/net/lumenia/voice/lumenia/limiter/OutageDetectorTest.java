package net.lumenia.voice.lumenia.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutageDetectorTest {

  private final OutageDetector detector = new OutageDetector();

  @Test
  void tenInARowOfTheOnlyWorkspace() {
    detector.answered("only");
    fail(9, "only");
    assertThat(detector.isOutage()).isFalse();
    fail(1, "only");
    assertThat(detector.isOutage()).isTrue();
  }

  @Test
  void tenInARowOfTwoWorkspacesAlthoughAThirdOneWasSeenAnswering() {
    answer("one", "two", "three");
    fail(9, "one");
    assertThat(detector.isOutage()).isFalse();
    fail(1, "two");
    assertThat(detector.isOutage()).isTrue();
  }

  @Test
  void oneThatFailsForGoodIsItsOwnTroubleAsLongAsAnotherOneAnswers() {
    answer("other");
    for (int round = 0; round < 10; round++) {
      fail(50, "broken");
      assertThat(detector.isOutage()).isFalse();
      detector.answered("other");
    }
  }

  /** Together with another one's first failure it is none, because it failed before. */
  @Test
  void oneThatFailsForGoodDoesNotMakeAnOutageOfAnothersSingleFailure() {
    answer("one", "two");
    fail(5, "broken");
    detector.answered("two");
    fail(20, "broken");
    fail(1, "one");
    assertThat(detector.isOutage()).isFalse();
    fail(1, "two");
    assertThat(detector.isOutage()).isTrue();
  }

  @Test
  void halfOfTheLastTwenty() {
    for (int workspace = 0; workspace < 9; workspace++) {
      fail(1, "failing-" + workspace);
      answer("answering");
    }
    answer("answering");
    assertThat(detector.isOutage()).isFalse();
    fail(1, "failing-9");
    assertThat(detector.isOutage()).isTrue();
  }

  @Test
  void amongTheLastTwentyAWorkspaceThatFailsAgainAndAgainCountsOnce() {
    answer("a", "b", "c", "d", "e", "f", "g", "h", "i");
    for (int round = 0; round < 20; round++) {
      fail(5, "broken");
      answer("a");
    }
    assertThat(detector.isOutage()).isFalse();
  }

  @Test
  void afterAResetEverythingIsFoundOutAnew() {
    answer("other");
    fail(9, "only");
    detector.reset();
    fail(9, "only");
    assertThat(detector.isOutage()).isFalse();
    fail(1, "only");
    assertThat(detector.isOutage()).isTrue();
  }

  private void answer(String... workspaces) {
    for (String workspace : workspaces) {
      detector.answered(workspace);
    }
  }

  private void fail(int times, String workspace) {
    for (int time = 0; time < times; time++) {
      detector.failed(workspace);
    }
  }
}
