package net.lumenia.voice.lumenia.limiter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * Distinguishes an outage of an account's API from failures of a single workspace. It is an outage
 * when 10 consecutive calls or half of the last 20 failed. While calls for other workspaces
 * succeed, a workspace that keeps failing counts once among the 20, and the 10 consecutive failures
 * must include two workspaces that worked before. Not thread-safe.
 */
final class OutageDetector {

  private static final int WINDOW = 20;
  private static final int CONSECUTIVE = 10;

  /** How many workspaces are remembered as working, and how many as failing. */
  private static final int MAX_WORKSPACES = 1000;

  private record RecordedCall(String workspace, boolean failed) {}

  private final Deque<RecordedCall> window = new ArrayDeque<>();
  private final SequencedSet<String> working = new LinkedHashSet<>();
  private final SequencedSet<String> failing = new LinkedHashSet<>();
  private int consecutiveFailures;
  private int newlyFailing;

  void recordSuccess(String workspace) {
    consecutiveFailures = 0;
    newlyFailing = 0;
    failing.remove(workspace);
    remember(working, workspace);
    append(new RecordedCall(workspace, false));
  }

  void recordFailure(String workspace) {
    consecutiveFailures++;
    working.remove(workspace);
    if (remember(failing, workspace)) {
      newlyFailing++;
    }
    var failure = new RecordedCall(workspace, true);
    if (!working.isEmpty()) {
      window.removeIf(failure::equals);
    }
    append(failure);
  }

  boolean isOutage() {
    return isOutageByRun() || isOutageByShare();
  }

  private boolean isOutageByRun() {
    return consecutiveFailures >= CONSECUTIVE && (newlyFailing >= 2 || working.isEmpty());
  }

  private boolean isOutageByShare() {
    return window.size() == WINDOW
        && window.stream().filter(RecordedCall::failed).count() * 2 >= WINDOW;
  }

  void reset() {
    window.clear();
    working.clear();
    failing.clear();
    consecutiveFailures = 0;
    newlyFailing = 0;
  }

  private void append(RecordedCall call) {
    window.addLast(call);
    if (window.size() > WINDOW) {
      window.removeFirst();
    }
  }

  /** Returns whether the workspace was added. */
  private static boolean remember(SequencedSet<String> workspaces, String workspace) {
    boolean added = workspaces.add(workspace);
    if (workspaces.size() > MAX_WORKSPACES) {
      workspaces.removeFirst();
    }
    return added;
  }
}
