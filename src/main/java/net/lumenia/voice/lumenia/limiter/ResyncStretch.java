package net.lumenia.voice.lumenia.limiter;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How often the resources of an account can be looked at: resyncs "stretch when the budget cannot
 * carry them". A look is a request, and a fifth of the budget is left for everything else. Not
 * thread-safe.
 */
final class ResyncStretch {

  private static final double SHARE = 0.8;
  private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private record Seen(Duration interval, Instant last) {}

  private final Map<String, Seen> resources = new HashMap<>();
  private Duration shortest = Duration.ZERO;
  private Instant counted = Instant.EPOCH;

  void seen(Caller caller, Instant now) {
    resources.put(caller.id(), new Seen(caller.interval(), now));
  }

  void left(String id) {
    resources.remove(id);
  }

  /**
   * The shortest interval that the budget carries, rounded up; zero if it carries what everybody
   * wants.
   */
  Duration shortest(int requestsPerMinute, Instant now) {
    if (!now.isBefore(counted.plus(BETWEEN_COUNTS))) {
      resources.values().removeIf(seen -> isGone(seen, now));
      shortest = count(requestsPerMinute * SHARE / 60);
      counted = now;
    }
    return shortest;
  }

  private boolean isGone(Seen seen, Instant now) {
    Duration interval = seen.interval().compareTo(shortest) > 0 ? seen.interval() : shortest;
    return now.isAfter(seen.last().plus(interval.multipliedBy(3)).plus(MARGIN));
  }

  /** Those who want to come most often are slowed down, all to the same interval. */
  private Duration count(double perSecond) {
    double[] intervals =
        resources.values().stream()
            .mapToDouble(seen -> Math.max(1, seen.interval().toMillis() / 1000.0))
            .sorted()
            .toArray();
    double others = 0;
    for (double interval : intervals) {
      others += 1 / interval;
    }
    if (others <= perSecond) {
      return Duration.ZERO;
    }
    double stretched = 0;
    for (int slowed = 1; slowed <= intervals.length; slowed++) {
      others -= 1 / intervals[slowed - 1];
      stretched = others < perSecond ? slowed / (perSecond - others) : Double.POSITIVE_INFINITY;
      boolean suitsTheNext = slowed == intervals.length || stretched <= intervals[slowed];
      if (suitsTheNext) {
        break;
      }
    }
    return roundedUp(stretched);
  }

  /** To two digits or so: a figure that moves with every assistant would be written as often. */
  private static Duration roundedUp(double seconds) {
    long step = seconds < 60 ? 5 : seconds < 600 ? 30 : seconds < 3600 ? 60 : 600;
    return Duration.ofSeconds((long) Math.ceil(seconds / step) * step);
  }
}
