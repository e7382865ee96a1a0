package net.lumenia.voice.plan;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A difference between a desired and a live text that a reader does not see. Has nothing of the
 * texts.
 *
 * @param parts of which it consists; not empty
 */
public record InvisibleDifference(List<Part> parts) {

  /**
   * One part of it.
   *
   * @param text what differs, such as {@code a line break at the end (missing in live)}
   * @param remedy what to do in the spec to match live, in the imperative
   */
  record Part(String text, String remedy) {}

  /** ASCII characters from the first to the last visible one. */
  private static final char FIRST_VISIBLE = '!';

  private static final char LAST_VISIBLE = '~';

  public InvisibleDifference {
    parts = List.copyOf(parts);
  }

  /** The difference between two texts; empty if they are equal, or a reader sees it. */
  static Optional<InvisibleDifference> between(String desired, String live) {
    Set<InvisibleKind> kinds = EnumSet.allOf(InvisibleKind.class);
    return desired.equals(live) || differAtOnce(desired, live) || !equal(kinds, desired, live)
        ? Optional.empty()
        : Optional.of(of(needed(kinds, desired, live), desired, live));
  }

  /** Differences in several texts as one; empty if there is none, or one of them is visible. */
  static Optional<InvisibleDifference> together(List<Optional<InvisibleDifference>> differences) {
    return differences.isEmpty() || differences.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(
            new InvisibleDifference(
                differences.stream()
                    .flatMap(difference -> difference.orElseThrow().parts().stream())
                    .distinct()
                    .toList()));
  }

  /**
   * Whether the first characters that differ are visible ASCII characters. Then no normalization
   * makes the texts equal, and no more of them has to be read.
   */
  private static boolean differAtOnce(String desired, String live) {
    int end = Math.min(desired.length(), live.length());
    int i = 0;
    while (i < end && desired.charAt(i) == live.charAt(i)) {
      i++;
    }
    return i < end && isVisible(desired.charAt(i)) && isVisible(live.charAt(i));
  }

  private static boolean isVisible(char character) {
    return character >= FIRST_VISIBLE && character <= LAST_VISIBLE;
  }

  /** The kinds without which the texts would not be equal, each of them needed. */
  private static Set<InvisibleKind> needed(Set<InvisibleKind> all, String desired, String live) {
    var needed = EnumSet.copyOf(all);
    for (InvisibleKind kind : List.copyOf(all).reversed()) {
      needed.remove(kind);
      if (!equal(needed, desired, live)) {
        needed.add(kind);
      }
    }
    return needed;
  }

  private static InvisibleDifference of(Set<InvisibleKind> kinds, String desired, String live) {
    var parts = new ArrayList<Part>();
    for (InvisibleKind kind : kinds) {
      var others = EnumSet.copyOf(kinds);
      others.remove(kind);
      parts.add(InvisibleParts.of(kind, without(others, desired), without(others, live)));
    }
    return new InvisibleDifference(parts);
  }

  private static boolean equal(Set<InvisibleKind> kinds, String desired, String live) {
    return without(kinds, desired).equals(without(kinds, live));
  }

  private static String without(Set<InvisibleKind> kinds, String text) {
    String rest = text;
    for (InvisibleKind kind : kinds) {
      rest = kind.without(rest);
    }
    return rest;
  }

  /** What differs, such as {@code a line break at the end (missing in live)}. */
  public String text() {
    return joined(parts.stream().map(Part::text));
  }

  /** What to do in the spec to match live, in the imperative. */
  public String remedy() {
    return joined(parts.stream().map(Part::remedy));
  }

  private static String joined(Stream<String> texts) {
    return texts.distinct().collect(joining(" and "));
  }
}
