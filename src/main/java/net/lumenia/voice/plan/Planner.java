package net.lumenia.voice.plan;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.Value;

/**
 * Decides what to do about an assistant: field by field, then as one PATCH. "One PATCH carries
 * everything that differs"; a violation or an unreadable field holds back the whole of it, a field
 * that does not converge or flaps only itself. While a PATCH waits for its proof, some seconds at
 * most, nothing else is sent: status remembers one PATCH at a time.
 */
public final class Planner {

  private Planner() {}

  /**
   * The plan that brings live to desired. A pure function.
   *
   * @param catalog what is allowed; empty if it is not known: then only the server judges
   */
  public static Plan plan(
      AssistantConfig desired, LiveAssistant live, History history, Optional<Catalog> catalog) {
    var judge = new CatalogJudge(catalog);
    var fields = new EnumMap<Field, FieldPlan>(Field.class);
    desired
        .values()
        .forEach(
            (field, value) -> {
              var plan = FieldPlanner.plan(field, value, live.field(field), history);
              fields.put(field, judge.judge(field, value, live.field(field), plan));
            });
    return combine(fields);
  }

  private static Plan combine(Map<Field, FieldPlan> fields) {
    List<Leaf> drift = fields.values().stream().flatMap(p -> p.differences().stream()).toList();
    Optional<FieldPlan.Unreadable> unreadable =
        only(fields, FieldPlan.Unreadable.class).findFirst();
    if (unreadable.isPresent()) {
      return new Plan.Unreadable(unreadable.get().path(), unreadable.get().problem());
    }
    List<Violation> violations =
        only(fields, FieldPlan.Violate.class).flatMap(v -> v.violations().stream()).toList();
    if (!violations.isEmpty()) {
      return new Plan.Violated(violations, drift);
    }
    Set<Field> heldBack = fieldsOf(fields, FieldPlan.HoldBack.class);
    Set<Field> verifying = fieldsOf(fields, FieldPlan.Verify.class);
    if (!verifying.isEmpty() || only(fields, FieldPlan.Send.class).findAny().isEmpty()) {
      return new Plan.Settled(drift, verifying, heldBack, waiting(fields));
    }
    return change(fields, drift, heldBack);
  }

  private static Plan.Change change(
      Map<Field, FieldPlan> fields, List<Leaf> drift, Set<Field> heldBack) {
    var parts = new EnumMap<Field, Value>(Field.class);
    var corrections = EnumSet.noneOf(Field.class);
    var lastAttempts = EnumSet.noneOf(Field.class);
    var flapping = new EnumMap<Field, Flapping>(Field.class);
    flapping.putAll(waiting(fields));
    fields.forEach(
        (field, plan) -> {
          if (plan instanceof FieldPlan.Send send) {
            parts.put(field, send.part());
            addIf(send.correction(), corrections, field);
            addIf(send.lastAttempt(), lastAttempts, field);
            send.flapping().ifPresent(due -> flapping.put(field, due));
          }
        });
    return new Plan.Change(
        new AssistantPatch(parts),
        drift,
        Set.copyOf(corrections),
        Set.copyOf(lastAttempts),
        heldBack,
        Map.copyOf(flapping));
  }

  private static Map<Field, Flapping> waiting(Map<Field, FieldPlan> fields) {
    return fields.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof FieldPlan.Wait)
        .collect(
            toUnmodifiableMap(
                Map.Entry::getKey, entry -> ((FieldPlan.Wait) entry.getValue()).flapping()));
  }

  private static void addIf(boolean holds, Set<Field> fields, Field field) {
    if (holds) {
      fields.add(field);
    }
  }

  private static <P extends FieldPlan> Stream<P> only(Map<Field, FieldPlan> fields, Class<P> kind) {
    return fields.values().stream().filter(kind::isInstance).map(kind::cast);
  }

  private static Set<Field> fieldsOf(
      Map<Field, FieldPlan> fields, Class<? extends FieldPlan> kind) {
    return fields.entrySet().stream()
        .filter(entry -> kind.isInstance(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(toUnmodifiableSet());
  }
}
