package net.lumenia.voice.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;

/**
 * What status remembers of earlier reconciles. Decisions that must survive a restart depend on
 * nothing else that is remembered.
 *
 * @param applied per field the {@link Fingerprint} of the desired value that was last proven or
 *     sent
 * @param writeOnly the paths of managed parts that the API is known not to echo, such as {@code
 *     numberId}
 * @param unconverged per field the pair of values that two PATCHes did not make equal
 * @param unprovenPatch the last PATCH, until it is proven
 * @param answered the fields of the last PATCH, if only its own response proves it
 * @param corrections per field the recent corrections
 * @param lastPatch identifies the last PATCH; empty if there was none
 */
public record History(
    Map<Field, String> applied,
    Set<String> writeOnly,
    Map<Field, Unconverged> unconverged,
    Optional<UnprovenPatch> unprovenPatch,
    Set<Field> answered,
    Map<Field, Corrections> corrections,
    String lastPatch) {

  /** Before the first PATCH. */
  public static final History NONE =
      new History(Map.of(), Set.of(), Map.of(), Optional.empty(), Set.of(), Map.of(), "");

  public History {
    applied = Map.copyOf(applied);
    writeOnly = Set.copyOf(writeOnly);
    unconverged = Map.copyOf(unconverged);
    answered = Set.copyOf(answered);
    corrections = Map.copyOf(corrections);
  }

  /**
   * The fingerprints of a desired value and of the live value that it did not replace.
   *
   * @param unseen whether the live value is still the one from before the PATCHes; the next live
   *     value is then their effect, however late it shows
   */
  public record Unconverged(String desired, String live, boolean unseen) {}

  /**
   * A PATCH that the API accepted and does not show yet.
   *
   * @param fields the fields in the PATCH, and those that it changed as a side effect
   * @param replaced per field the fingerprint of the live value before the first PATCH of its
   *     desired value; for a side effect, of the live value after the PATCH
   * @param age the time since it was sent
   */
  public record UnprovenPatch(Set<Field> fields, Map<Field, String> replaced, Duration age) {
    public UnprovenPatch {
      fields = Set.copyOf(fields);
      replaced = Map.copyOf(replaced);
    }
  }

  /**
   * The corrections of a field.
   *
   * @param ages the time since each recent correction, the latest last; never empty or negative
   * @param backoffs the number of pauses since the field is {@link Flapping}, including the current
   *     one; 0 if it is not
   */
  public record Corrections(List<Duration> ages, int backoffs) {
    public Corrections {
      ages = List.copyOf(ages);
    }
  }

  /** Whether this desired value was last sent for the field, or found there. */
  boolean wasApplied(Field field, String desired) {
    return desired.equals(applied.get(field));
  }
}
