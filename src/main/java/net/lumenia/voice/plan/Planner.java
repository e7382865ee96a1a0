package net.lumenia.voice.plan;

import java.util.EnumMap;
import java.util.Optional;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/**
 * Decides what to do about an assistant: first about each field under the drift policy, then about
 * one PATCH for all of them, then whether the mode lets that PATCH be sent.
 */
public final class Planner {

  private final LiveAssistant live;
  private final History history;
  private final CatalogValidator validator;
  private final SendRules rules;
  private final Timing timing;

  private Planner(
      LiveAssistant live,
      History history,
      CatalogValidator validator,
      SendRules rules,
      Timing timing) {
    this.live = live;
    this.history = history;
    this.validator = validator;
    this.rules = rules;
    this.timing = timing;
  }

  /** {@link #plan(AssistantConfig, LiveAssistant, History, Optional, SendRules, Timing)}. */
  public static Plan plan(
      AssistantConfig desired,
      LiveAssistant live,
      History history,
      Optional<Catalog> catalog,
      SendRules rules) {
    return plan(desired, live, history, catalog, rules, Timing.DEFAULT);
  }

  /**
   * The plan that makes live equal to desired, as far as the rules allow it. A pure function.
   *
   * @param catalog the allowed values; if empty, only the API validates them
   */
  public static Plan plan(
      AssistantConfig desired,
      LiveAssistant live,
      History history,
      Optional<Catalog> catalog,
      SendRules rules,
      Timing timing) {
    var planner = new Planner(live, history, new CatalogValidator(catalog), rules, timing);
    var fields = new EnumMap<Field, FieldPlan>(Field.class);
    desired.managed().forEach(field -> fields.put(field, planner.plan(field, desired)));
    return planner.applyMode(new FieldPlans(fields).together());
  }

  private FieldPlan plan(Field field, AssistantConfig desired) {
    Value value = desired.value(field).orElseThrow();
    Live<LiveValue> shown = live.field(field);
    var planner = new FieldPlanner(field, desired, live, history, rules.policy(), timing);
    FieldPlan valid = validator.validate(field, value, shown, planner.plan());
    return switch (rules.policy()) {
      case CORRECT, REPORT -> valid;
      case REFUSE -> refuseOverwrite(field, value, shown, valid);
    };
  }

  private FieldPlan refuseOverwrite(
      Field field, Value desired, Live<LiveValue> shown, FieldPlan plan) {
    return plan instanceof FieldPlan.Send send
            && new OverwriteCheck(field, desired, history.field(field).applied())
                .isForeign(shown, send)
        ? new FieldPlan.Refuse(send.differences())
        : plan;
  }

  private Plan applyMode(Plan plan) {
    return switch (rules.permission()) {
      case WriteMode.Always _ -> plan;
      case WriteMode.OnceApproved(Optional<String> approved) -> ifApproved(plan, approved);
      case WriteMode.Never _ -> observeOnly(plan);
    };
  }

  private Plan ifApproved(Plan plan, Optional<String> approved) {
    if (!(plan instanceof Plan.Change change)) {
      return plan;
    }
    String hash = PlanHash.of(change.patch(), live, history);
    return approved.filter(hash::equals).isPresent()
        ? change
        : new Plan.AwaitingApproval(change, hash, approved);
  }

  private static Plan observeOnly(Plan plan) {
    return switch (plan) {
      case Plan.Unreadable unreadable -> unreadable;
      case Plan.Invalid invalid -> new Plan.ObserveOnly(invalid.found().observed());
      case Plan.Conflict conflict -> new Plan.ObserveOnly(conflict.found().observed());
      case Plan.NoChange noChange -> new Plan.ObserveOnly(noChange.found().observed());
      case Plan.Change change -> new Plan.ObserveOnly(change.found().observed());
      case Plan.AwaitingApproval awaiting ->
          new Plan.ObserveOnly(awaiting.change().found().observed());
      case Plan.ObserveOnly observeOnly -> observeOnly;
    };
  }
}
