package net.lumenia.voice.plan;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;

/**
 * What a look at the assistant after a PATCH says about the managed fields that were not sent. An
 * API may change more than it was asked to.
 *
 * @param fields those that were as desired before the PATCH and are not after it
 * @param drift the parts in which the fields that were not sent differ after it
 */
public record SideEffects(Set<Field> fields, List<Difference> drift) {

  public SideEffects {
    fields = Set.copyOf(fields);
    drift = List.copyOf(drift);
  }

  /** Compares what is shown after the PATCH of a change with what is desired of the rest. */
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
                .filter(difference -> !isTrusted(difference, hidden, known))
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

  /** It was not shown before the PATCH either, and that was no difference. */
  private static boolean isTrusted(Difference difference, Set<String> hidden, Set<String> known) {
    return !difference.shown()
        && hidden.contains(difference.path())
        && !known.contains(difference.path());
  }

  private static Set<String> paths(List<Difference> differences) {
    return differences.stream().map(Difference::path).collect(toUnmodifiableSet());
  }

  /** How live and desired differ after the PATCH, as far as its fields are proven. */
  public Diff found(Plan.Change change, Proof proof) {
    Diff before = change.found();
    var all = new ArrayList<>(drift);
    all.addAll(proof.drift());
    Set<Field> drifting = all.stream().map(Difference::field).collect(toUnmodifiableSet());
    return new Diff(
        all,
        only(before.heldBack(), drifting),
        only(before.tolerated(), drifting),
        before.flapping().entrySet().stream()
            .filter(entry -> !entry.getValue().waits() || drifting.contains(entry.getKey()))
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Set<Field> only(Set<Field> fields, Set<Field> drifting) {
    return fields.stream().filter(drifting::contains).collect(toUnmodifiableSet());
  }
}
