package net.lumenia.voice.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.lumenia.voice.assistant.Field;

/**
 * How live and desired differ, and which of it is left alone for a reason of its own.
 *
 * @param drift what differs
 * @param heldBack fields that two PATCHes did not change: they wait for the spec or the live value
 *     to change
 * @param tolerated fields that changed only outside, and that the policy leaves as they are
 * @param flapping fields that another writer keeps changing: their next correction waits, or is in
 *     the PATCH
 */
public record Diff(
    List<Difference> drift,
    Set<Field> heldBack,
    Set<Field> tolerated,
    Map<Field, Flapping> flapping) {

  /** Live is as desired. */
  public static final Diff NONE = of(List.of());

  public Diff {
    drift = List.copyOf(drift);
    heldBack = Set.copyOf(heldBack);
    tolerated = Set.copyOf(tolerated);
    flapping = Map.copyOf(flapping);
  }

  /** Differences with nothing special about them. */
  public static Diff of(List<Difference> drift) {
    return new Diff(drift, Set.of(), Set.of(), Map.of());
  }
}
