package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The resync load of an account, and the shortest interval that its budget allows. A resync is one
 * request, and a fifth of the budget is left for everything else. Not thread-safe.
 */
final class ResyncLoad {

  private static final double BUDGET_SHARE = 0.8;
  private static final Duration UPDATE_INTERVAL = Duration.ofSeconds(5);
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private record TrackedResource(Duration interval, Instant lastSeen) {}

  private final Map<String, TrackedResource> resources = new HashMap<>();
  private Duration minInterval = Duration.ZERO;
  private Instant updated = Instant.EPOCH;

  void record(Caller caller, Instant now) {
    resources.put(caller.id(), new TrackedResource(caller.interval(), now));
  }

  void forget(String id) {
    resources.remove(id);
  }

  /**
   * The shortest resync interval that the budget allows, rounded up; zero if it allows all
   * requested intervals.
   */
  Duration minInterval(int requestsPerMinute, Instant now) {
    if (!now.isBefore(updated.plus(UPDATE_INTERVAL))) {
      resources.values().removeIf(resource -> isGone(resource, now));
      minInterval = compute(requestsPerMinute * BUDGET_SHARE / 60);
      updated = now;
    }
    return minInterval;
  }

  private boolean isGone(TrackedResource resource, Instant now) {
    Duration interval =
        resource.interval().compareTo(minInterval) > 0 ? resource.interval() : minInterval;
    return now.isAfter(resource.lastSeen().plus(interval.multipliedBy(3)).plus(MARGIN));
  }

  /** Slows down the resources with the shortest intervals, all to the same interval. */
  private Duration compute(double perSecond) {
    double[] intervals =
        resources.values().stream()
            .mapToDouble(resource -> Math.max(1, resource.interval().toMillis() / 1000.0))
            .sorted()
            .toArray();
    double load = 0;
    for (double interval : intervals) {
      load += 1 / interval;
    }
    if (load <= perSecond) {
      return Duration.ZERO;
    }
    double stretched = 0;
    for (int slowed = 1; slowed <= intervals.length; slowed++) {
      load -= 1 / intervals[slowed - 1];
      stretched = load < perSecond ? slowed / (perSecond - load) : Double.POSITIVE_INFINITY;
      boolean isBelowNext = slowed == intervals.length || stretched <= intervals[slowed];
      if (isBelowNext) {
        break;
      }
    }
    return roundedUp(stretched);
  }

  /** Rounded, because every change of the interval is a status write. */
  private static Duration roundedUp(double seconds) {
    long step = seconds < 60 ? 5 : seconds < 600 ? 30 : seconds < 3600 ? 60 : 600;
    return Duration.ofSeconds((long) Math.ceil(seconds / step) * step);
  }
}
