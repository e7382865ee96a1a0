package net.lumenia.voice.plan;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.SearchBudget;

/** Formats violations as one text. Only those that it shows cost work, within one budget. */
public final class ViolationText {

  /**
   * All items of two lists of 32 fallbacks may be invalid. The rest is shown when these are fixed.
   */
  private static final int SHOWN = 5;

  private ViolationText() {}

  /** At most five violations, and how many more there are. */
  public static String of(List<Violation> violations) {
    return of(violations, new SearchBudget());
  }

  static String of(List<Violation> violations, SearchBudget budget) {
    Stream<String> shown =
        violations.stream().limit(SHOWN).map(violation -> violation.describe(budget));
    Stream<String> more =
        Stream.of(violations.size() - SHOWN)
            .filter(count -> count > 0)
            .map("and %d more"::formatted);
    return Stream.concat(shown, more).collect(joining("; "));
  }
}
