package net.lumenia.voice.status;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.plan.Difference;
import net.lumenia.voice.plan.InvisibleDifference;

/**
 * The parts of messages about differences that a reader does not see. Without them, live looks as
 * desired, and only the digests differ.
 */
final class InvisibleNotes {

  /** How many different ones a message explains; {@code status.drift} has all. */
  private static final int EXPLAINED = 3;

  private InvisibleNotes() {}

  /** What differs in these fields, and what to write, after a semicolon; or nothing. */
  static String toMatch(List<Difference> differences, Set<Field> fields) {
    return of(
        differences,
        fields,
        only -> "live differs only in %s; to match it, %s".formatted(only.text(), only.remedy()));
  }

  /** The same for all fields. */
  static String toMatch(List<Difference> differences) {
    return toMatch(differences, Set.of(Field.values()));
  }

  /** What differed in these fields before they were sent. */
  static String sent(List<Difference> differences, Set<Field> fields) {
    return of(differences, fields, only -> "live differed only in " + only.text());
  }

  private static String of(
      List<Difference> differences,
      Set<Field> fields,
      Function<InvisibleDifference, String> sentence) {
    return differences.stream()
        .filter(difference -> fields.contains(difference.field()))
        .filter(difference -> difference.invisible().isPresent())
        .collect(
            groupingBy(
                difference -> difference.invisible().orElseThrow(),
                LinkedHashMap::new,
                mapping(Difference::path, joining(", "))))
        .entrySet()
        .stream()
        .limit(EXPLAINED)
        .map(entry -> "; %s: %s".formatted(entry.getValue(), sentence.apply(entry.getKey())))
        .collect(joining());
  }
}
