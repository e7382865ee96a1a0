package net.lumenia.voice.plan;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Value;

/**
 * Combines the plans of all managed fields into one. One PATCH sends all differences. A violation,
 * a conflict or an unreadable field holds back the whole PATCH. A field that flaps or does not
 * converge holds back only itself. While a PATCH is being verified, which takes seconds, nothing
 * else is sent, because status remembers one PATCH at a time.
 */
record FieldPlans(Map<Field, FieldPlan> fields) {

  Plan together() {
    Optional<FieldPlan.Unreadable> unreadable = only(FieldPlan.Unreadable.class).findFirst();
    if (unreadable.isPresent()) {
      return new Plan.Unreadable(unreadable.get().path(), unreadable.get().problem());
    }
    List<Violation> violations =
        only(FieldPlan.Invalid.class).flatMap(v -> v.violations().stream()).toList();
    if (!violations.isEmpty()) {
      return new Plan.Invalid(violations, diff());
    }
    Set<Field> verifying = fieldsOf(FieldPlan.Verify.class);
    Set<Field> refused = fieldsOf(FieldPlan.Refuse.class);
    if (verifying.isEmpty() && !refused.isEmpty()) {
      return new Plan.Conflict(refused, diff());
    }
    return !verifying.isEmpty() || fieldsOf(FieldPlan.Send.class).isEmpty()
        ? new Plan.NoChange(verifying, diff())
        : change();
  }

  private Diff diff() {
    return new Diff(
        fields.values().stream().flatMap(plan -> plan.differences().stream()).toList(),
        held(),
        flapping());
  }

  private Map<Field, Hold> held() {
    var held = new EnumMap<Field, Hold>(Field.class);
    fields.forEach((field, plan) -> plan.hold().ifPresent(hold -> held.put(field, hold)));
    return held;
  }

  private Map<Field, Flapping> flapping() {
    return fields.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof FieldPlan.Wait)
        .collect(
            toUnmodifiableMap(
                Map.Entry::getKey, entry -> ((FieldPlan.Wait) entry.getValue()).flapping()));
  }

  private Plan.Change change() {
    var parts = new EnumMap<Field, Value>(Field.class);
    var corrections = EnumSet.noneOf(Field.class);
    var lastAttempts = EnumSet.noneOf(Field.class);
    var flapping = new HashMap<>(flapping());
    fields.forEach(
        (field, plan) -> {
          if (plan instanceof FieldPlan.Send send) {
            parts.put(field, send.part());
            addIf(send.correction(), corrections, field);
            addIf(send.lastAttempt(), lastAttempts, field);
            send.flapping().ifPresent(due -> flapping.put(field, due));
          }
        });
    Diff diff = diff();
    return new Plan.Change(
        new AssistantPatch(parts),
        Set.copyOf(corrections),
        Set.copyOf(lastAttempts),
        new Diff(diff.drift(), diff.held(), flapping));
  }

  private static void addIf(boolean holds, Set<Field> fields, Field field) {
    if (holds) {
      fields.add(field);
    }
  }

  private <P extends FieldPlan> Stream<P> only(Class<P> kind) {
    return fields.values().stream().filter(kind::isInstance).map(kind::cast);
  }

  private Set<Field> fieldsOf(Class<? extends FieldPlan> kind) {
    return fields.entrySet().stream()
        .filter(entry -> kind.isInstance(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(toUnmodifiableSet());
  }
}
