package net.lumenia.voice.lumenia.limiter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * Tells an outage of an account's API from the trouble of a single workspace. It is an outage when
 * 10 calls in a row or half of the last 20 failed. While other workspaces were last seen answering,
 * a workspace that fails again and again counts once among the 20, and 10 in a row must be of two
 * workspaces at least that answered before. Not thread-safe.
 */
final class OutageDetector {

  private static final int WINDOW = 20;
  private static final int IN_A_ROW = 10;

  /** Of so many workspaces it is remembered whether they answer. */
  private static final int WORKSPACES = 1000;

  private record Outcome(String workspace, boolean failed) {}

  private final Deque<Outcome> last = new ArrayDeque<>();
  private final SequencedSet<String> answering = new LinkedHashSet<>();
  private final SequencedSet<String> failing = new LinkedHashSet<>();
  private int failedInARow;
  private int newlyFailing;

  void answered(String workspace) {
    failedInARow = 0;
    newlyFailing = 0;
    failing.remove(workspace);
    remember(answering, workspace);
    keep(new Outcome(workspace, false));
  }

  void failed(String workspace) {
    failedInARow++;
    answering.remove(workspace);
    if (remember(failing, workspace)) {
      newlyFailing++;
    }
    var failure = new Outcome(workspace, true);
    if (!answering.isEmpty()) {
      last.removeIf(failure::equals);
    }
    keep(failure);
  }

  boolean isOutage() {
    return isOutageByRow() || isOutageByShare();
  }

  private boolean isOutageByRow() {
    return failedInARow >= IN_A_ROW && (newlyFailing >= 2 || answering.isEmpty());
  }

  private boolean isOutageByShare() {
    return last.size() == WINDOW && last.stream().filter(Outcome::failed).count() * 2 >= WINDOW;
  }

  void reset() {
    last.clear();
    answering.clear();
    failing.clear();
    failedInARow = 0;
    newlyFailing = 0;
  }

  private void keep(Outcome outcome) {
    last.addLast(outcome);
    if (last.size() > WINDOW) {
      last.removeFirst();
    }
  }

  /** Returns whether it is new. */
  private static boolean remember(SequencedSet<String> workspaces, String workspace) {
    boolean added = workspaces.add(workspace);
    if (workspaces.size() > WORKSPACES) {
      workspaces.removeFirst();
    }
    return added;
  }
}
