package net.lumenia.voice.plan;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.SearchBudget;

/** Makes one text of violations. Only those that it shows cost work, and all together a bound. */
public final class ViolationText {

  /** Two lists of 32 fallbacks may be wrong all over; the rest is told when these are right. */
  private static final int SHOWN = 5;

  private ViolationText() {}

  /** Five violations at most, and how many more there are. */
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
