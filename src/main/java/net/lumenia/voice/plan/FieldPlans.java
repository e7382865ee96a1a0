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
 * What is to be done about each managed field, as one plan. "One PATCH carries everything that
 * differs"; a violation, a conflict or an unreadable field holds back the whole of it, a field that
 * does not converge or flaps only itself. While a PATCH waits for its proof, some seconds at most,
 * nothing else is sent: status remembers one PATCH at a time.
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
      return new Plan.Invalid(violations, findings());
    }
    Set<Field> verifying = fieldsOf(FieldPlan.Verify.class);
    Set<Field> refused = fieldsOf(FieldPlan.Refuse.class);
    if (verifying.isEmpty() && !refused.isEmpty()) {
      return new Plan.Conflict(refused, findings());
    }
    return !verifying.isEmpty() || fieldsOf(FieldPlan.Send.class).isEmpty()
        ? new Plan.NoChange(verifying, findings())
        : change();
  }

  private Diff findings() {
    return new Diff(
        fields.values().stream().flatMap(plan -> plan.differences().stream()).toList(),
        fieldsOf(FieldPlan.Unconverged.class),
        fieldsOf(FieldPlan.Ignored.class),
        waiting());
  }

  private Map<Field, Flapping> waiting() {
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
    var flapping = new HashMap<>(waiting());
    fields.forEach(
        (field, plan) -> {
          if (plan instanceof FieldPlan.Send send) {
            parts.put(field, send.part());
            addIf(send.correction(), corrections, field);
            addIf(send.lastAttempt(), lastAttempts, field);
            send.flapping().ifPresent(due -> flapping.put(field, due));
          }
        });
    Diff found = findings();
    return new Plan.Change(
        new AssistantPatch(parts),
        Set.copyOf(corrections),
        Set.copyOf(lastAttempts),
        new Diff(found.drift(), found.heldBack(), found.tolerated(), flapping));
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
