package net.lumenia.voice.plan;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;

/**
 * What a read after a PATCH says about the managed fields that were not sent. The API may change
 * other fields, too.
 *
 * @param fields the fields that showed their desired values before the PATCH and do not after it
 * @param drift the parts in which fields that were not sent differ after it
 */
public record SideEffects(Set<Field> fields, List<Difference> drift) {

  public SideEffects {
    fields = Set.copyOf(fields);
    drift = List.copyOf(drift);
  }

  /**
   * Compares the fields that were not sent, in a read after the PATCH, with their desired values.
   */
  public static SideEffects of(
      AssistantConfig desired, Plan.Change change, LiveAssistant before, LiveAssistant after) {
    var fields = EnumSet.noneOf(Field.class);
    var drift = new ArrayList<Difference>();
    Set<String> known = paths(change.found().drift());
    for (Field field : desired.managed()) {
      if (!change.patch().fields().contains(field)) {
        Set<String> hidden = Proof.hidden(field, desired, before);
        List<Difference> differences =
            Proof.differences(field, desired, after).stream()
                .filter(difference -> !wasHiddenAndEqual(difference, hidden, known))
                .toList();
        drift.addAll(differences);
        if (!differences.isEmpty()
            && change.found().drift().stream()
                .noneMatch(difference -> difference.field() == field)) {
          fields.add(field);
        }
      }
    }
    return new SideEffects(fields, drift);
  }

  /** The part was not shown before the PATCH either, and did not count as a difference. */
  private static boolean wasHiddenAndEqual(
      Difference difference, Set<String> hidden, Set<String> known) {
    return !difference.shown()
        && hidden.contains(difference.path())
        && !known.contains(difference.path());
  }

  private static Set<String> paths(List<Difference> differences) {
    return differences.stream().map(Difference::path).collect(toUnmodifiableSet());
  }

  /** The differences between live and desired after the PATCH. */
  public Diff found(Plan.Change change, Proof proof) {
    Diff before = change.found();
    var all = new ArrayList<>(drift);
    all.addAll(proof.drift());
    Set<Field> drifting = all.stream().map(Difference::field).collect(toUnmodifiableSet());
    return new Diff(
        all,
        only(before.held(), (field, _) -> drifting.contains(field)),
        only(before.flapping(), (field, flaps) -> !flaps.waits() || drifting.contains(field)));
  }

  private static <V> Map<Field, V> only(Map<Field, V> fields, BiPredicate<Field, V> isKept) {
    return fields.entrySet().stream()
        .filter(entry -> isKept.test(entry.getKey(), entry.getValue()))
        .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
