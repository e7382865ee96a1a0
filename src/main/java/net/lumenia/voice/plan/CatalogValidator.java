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
 * Holds back changes that the catalog does not allow. Validates only fields that would be sent,
 * with the values that they will have after the PATCH. Without a catalog, only the API validates.
 */
record CatalogValidator(Optional<Catalog> catalog) {

  FieldPlan validate(Field field, Value desired, Live<LiveValue> live, FieldPlan plan) {
    if (catalog.isEmpty() || !(plan instanceof FieldPlan.Send send)) {
      return plan;
    }
    List<Violation> violations =
        catalog.get().violations(field, PatchPreview.of(send.part(), desired, live)).stream()
            .filter(violation -> concerns(violation, send.part()))
            .map(violation -> violation(violation, desired))
            .toList();
    return violations.isEmpty() ? plan : new FieldPlan.Invalid(violations, send.differences());
  }

  /**
   * Ignores a live key that the provider refuses: it is not sent, and the API has no way to remove
   * it.
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
