package net.lumenia.voice.review;

import java.util.List;

/**
 * The result for one assistant.
 *
 * @param changes the fields that change, or that differ although nothing is sent
 * @param warnings what to know before the change is made
 */
public record Reviewed(
    ReviewTarget target, Verdict verdict, List<FieldChange> changes, List<String> warnings) {

  public Reviewed {
    changes = List.copyOf(changes);
    warnings = List.copyOf(warnings);
  }

  static Reviewed without(ReviewTarget target, Verdict verdict) {
    return new Reviewed(target, verdict, List.of(), List.of());
  }
}
