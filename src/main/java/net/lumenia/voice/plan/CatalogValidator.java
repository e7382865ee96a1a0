package net.lumenia.voice.plan;

import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.CatalogViolation;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/**
 * Holds back what the catalog speaks against. It judges what would be sent and nothing else, as it
 * will be afterwards: "The merged result is then re-validated against the catalog so stale
 * combinations are still rejected." Without a catalog nothing is judged: the server does it.
 */
record CatalogValidator(Optional<Catalog> catalog) {

  FieldPlan validate(Field field, Value desired, Live<LiveValue> live, FieldPlan plan) {
    if (catalog.isEmpty() || !(plan instanceof FieldPlan.Send send)) {
      return plan;
    }
    List<Violation> violations =
        catalog.get().violations(field, AfterPatch.of(send.part(), desired, live)).stream()
            .filter(violation -> concerns(violation, send.part()))
            .map(violation -> violation(violation, desired))
            .toList();
    return violations.isEmpty() ? plan : new FieldPlan.Invalid(violations, send.differences());
  }

  /**
   * "Do NOT send {@code model}": one that is only there is not sent, and nobody could remove it.
   */
  private static boolean concerns(CatalogViolation violation, Value part) {
    return !(violation instanceof CatalogViolation.Unwanted unwanted)
        || gives(part, unwanted.key());
  }

  private static Violation violation(CatalogViolation violation, Value desired) {
    boolean unlisted = violation instanceof CatalogViolation.Unlisted;
    return new Violation(
        "spec." + violation.path(),
        new Violation.Explanation.OfCatalog(
            violation, !unlisted || gives(desired, violation.key())),
        unlisted ? Violation.Basis.CATALOG : Violation.Basis.CONTRACT);
  }

  private static boolean gives(Value value, String key) {
    return !(value instanceof Component component) || component.keys().containsKey(key);
  }
}
