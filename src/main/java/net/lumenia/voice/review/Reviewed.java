package net.lumenia.voice.review;

import java.util.List;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.ListedNumber;

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

  /** The same with a word about the number, if it changes. */
  Reviewed explaining(ListedNumber number) {
    boolean changes = changes().stream().anyMatch(one -> one.field() == Field.NUMBER_ID);
    return changes
        ? new Reviewed(
            target,
            verdict,
            changes(),
            Stream.concat(
                    warnings.stream(),
                    Stream.of(
                        "numberId %d is the phone number %s"
                            .formatted(number.id(), number.number())))
                .toList())
        : this;
  }

  static Reviewed without(ReviewTarget target, Verdict verdict) {
    return new Reviewed(target, verdict, List.of(), List.of());
  }
}
