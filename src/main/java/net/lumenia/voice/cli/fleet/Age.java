package net.lumenia.voice.cli.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long something takes or is ago, in the form of kubectl: two units at most. */
final class Age {

  private Age() {}

  /** The time since then, or nothing. */
  static String since(Optional<Instant> then, Instant now) {
    return then.map(time -> text(Duration.between(time, now))).orElse("");
  }

  /** Such as {@code 90s}, {@code 5m30s}, {@code 45m}, {@code 5h3m} or {@code 3d}. */
  static String text(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    long minutes = seconds / 60;
    long hours = minutes / 60;
    long days = hours / 24;
    if (minutes < 2) {
      return seconds + "s";
    }
    if (minutes < 10) {
      return with(minutes + "m", seconds % 60, "s");
    }
    if (hours < 3) {
      return minutes + "m";
    }
    if (hours < 8) {
      return with(hours + "h", minutes % 60, "m");
    }
    if (days < 2) {
      return hours + "h";
    }
    return days < 8 ? with(days + "d", hours % 24, "h") : days + "d";
  }

  private static String with(String large, long small, String unit) {
    return small == 0 ? large : large + small + unit;
  }
}
