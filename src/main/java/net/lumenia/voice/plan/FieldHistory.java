package net.lumenia.voice.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.AppliedValue;

/**
 * What status remembers of a field.
 *
 * @param applied the desired value that was last proven or sent
 * @param writeOnly the paths of the parts that the API is known not to report, such as {@code
 *     numberId} or {@code voice.model}
 * @param answered whether only the response of the last PATCH proves it
 * @param corrections the recent corrections, if there are any
 */
public record FieldHistory(
    FieldState state,
    AppliedValue applied,
    Set<String> writeOnly,
    boolean answered,
    Optional<Corrections> corrections) {

  /** Before the first reconcile. */
  public static final FieldHistory NONE =
      new FieldHistory(
          new FieldState.Pending(), AppliedValue.NONE, Set.of(), false, Optional.empty());

  public FieldHistory {
    writeOnly = Set.copyOf(writeOnly);
  }

  /**
   * The corrections of a field.
   *
   * @param ages the time since each recent correction, the latest last; never empty or negative
   * @param pauses the number of pauses since the field is {@link Flapping}, including the current
   *     one; 0 if it is not
   */
  public record Corrections(List<Duration> ages, int pauses) {
    public Corrections {
      ages = List.copyOf(ages);
    }
  }
}
