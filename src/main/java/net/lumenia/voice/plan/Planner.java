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
 * Decides what to do about an assistant: field by field under the policy, then as one PATCH, then
 * whether that may be sent. "Plan is a mode, on top of any policy; drift corrections wait too."
 */
public final class Planner {

  private final LiveAssistant live;
  private final History history;
  private final CatalogValidator judge;
  private final SendRules rules;

  private Planner(LiveAssistant live, History history, CatalogValidator judge, SendRules rules) {
    this.live = live;
    this.history = history;
    this.judge = judge;
    this.rules = rules;
  }

  /**
   * The plan that brings live to desired, as far as the rules let it. A pure function.
   *
   * @param catalog what is allowed; empty if it is not known: then only the server judges
   */
  public static Plan plan(
      AssistantConfig desired,
      LiveAssistant live,
      History history,
      Optional<Catalog> catalog,
      SendRules rules) {
    var planner = new Planner(live, history, new CatalogValidator(catalog), rules);
    var fields = new EnumMap<Field, FieldPlan>(Field.class);
    desired.values().forEach((field, value) -> fields.put(field, planner.plan(field, value)));
    return planner.permitted(new FieldPlans(fields).together());
  }

  private FieldPlan plan(Field field, Value desired) {
    Live<LiveValue> shown = live.field(field);
    FieldPlan wanted = FieldPlanner.plan(field, desired, shown, history, rules.policy());
    FieldPlan judged = judge.judge(field, desired, shown, wanted);
    return rules.policy() == DriftRule.REFUSE
            && judged instanceof FieldPlan.Send send
            && new Provenance(field, desired, history).isForeign(shown, send)
        ? new FieldPlan.Refuse(send.differences())
        : judged;
  }

  private Plan permitted(Plan plan) {
    return switch (rules.permission()) {
      case WriteMode.Always _ -> plan;
      case WriteMode.OnceApproved(Optional<String> approved) -> ifApproved(plan, approved);
      case WriteMode.Never _ -> watched(plan);
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

  private static Plan watched(Plan plan) {
    return switch (plan) {
      case Plan.Unreadable unreadable -> unreadable;
      case Plan.Invalid violated -> new Plan.ObserveOnly(violated.found());
      case Plan.Conflict conflict -> new Plan.ObserveOnly(conflict.found());
      case Plan.NoChange settled -> new Plan.ObserveOnly(settled.found());
      case Plan.Change change -> new Plan.ObserveOnly(change.found());
      case Plan.AwaitingApproval waiting -> new Plan.ObserveOnly(waiting.change().found());
      case Plan.ObserveOnly watched -> watched;
    };
  }
}
