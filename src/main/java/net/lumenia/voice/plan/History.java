package net.lumenia.voice.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;

/**
 * What status remembers of earlier reconciles. Every decision that must survive a restart rests on
 * this alone.
 *
 * @param applied per field the {@link Fingerprint} of the desired value as last proven or sent
 * @param writeOnly the paths of managed parts that the API was seen not to echo, such as {@code
 *     numberId}
 * @param unconverged per field the pair of values that two PATCHes did not bring together
 * @param unprovenPatch the last PATCH, while it is not proven
 * @param answered the fields of the last PATCH, if its own answer is all that proves it
 * @param corrections per field how often it was set back lately
 * @param lastPatch what tells the last PATCH from every other one; empty if there was none
 */
public record History(
    Map<Field, String> applied,
    Set<String> writeOnly,
    Map<Field, Unconverged> unconverged,
    Optional<UnprovenPatch> unprovenPatch,
    Set<Field> answered,
    Map<Field, Corrections> corrections,
    String lastPatch) {

  /** Nothing was ever sent. */
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
   * The fingerprints of a desired value and of the live value that it could not replace.
   *
   * @param unseen whether the live value is still the one before the PATCHes; then the next one is
   *     what the API made of them, however late it shows
   */
  public record Unconverged(String desired, String live, boolean unseen) {}

  /**
   * A PATCH that the API took without showing it yet.
   *
   * @param fields what it carried, and what it changed besides
   * @param replaced per field the fingerprint of what it showed before the first PATCH of its
   *     desired value; if it was changed besides, of what it showed after it
   * @param age the time since it was sent
   */
  public record UnprovenPatch(Set<Field> fields, Map<Field, String> replaced, Duration age) {
    public UnprovenPatch {
      fields = Set.copyOf(fields);
      replaced = Map.copyOf(replaced);
    }
  }

  /**
   * The times at which a field was set back to what had been applied.
   *
   * @param ages the time since each of the latest, the last one last; never empty or negative
   * @param backoffs how many pauses there were since it is {@link Flapping}, the present one
   *     included; 0: it is not
   */
  public record Corrections(List<Duration> ages, int backoffs) {
    public Corrections {
      ages = List.copyOf(ages);
    }
  }

  /** Whether this is what we last sent for the field, or found there. */
  boolean wasApplied(Field field, String desired) {
    return desired.equals(applied.get(field));
  }
}
