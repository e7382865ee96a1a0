package net.lumenia.voice.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.lumenia.voice.assistant.Field;

/**
 * The differences between live and desired, and why some of them are not corrected.
 *
 * @param drift the differences
 * @param heldBack fields that two PATCHes did not change; they wait until the spec or the live
 *     value changes
 * @param tolerated fields that changed only outside of the spec, which the policy leaves as they
 *     are
 * @param flapping fields that another writer keeps changing; their next correction waits or is in
 *     the PATCH
 */
public record Diff(
    List<Difference> drift,
    Set<Field> heldBack,
    Set<Field> tolerated,
    Map<Field, Flapping> flapping) {

  /** Live equals desired. */
  public static final Diff NONE = of(List.of());

  public Diff {
    drift = List.copyOf(drift);
    heldBack = Set.copyOf(heldBack);
    tolerated = Set.copyOf(tolerated);
    flapping = Map.copyOf(flapping);
  }

  /** Differences that are not special in any way. */
  public static Diff of(List<Difference> drift) {
    return new Diff(drift, Set.of(), Set.of(), Map.of());
  }
}
