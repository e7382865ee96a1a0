package net.lumenia.voice.status;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.plan.Flapping;
import net.lumenia.voice.plan.Leaf;

/**
 * One look at an assistant.
 *
 * @param live what the API showed last
 * @param drift the managed parts that do not show what is desired
 * @param heldBack the fields that two PATCHes did not change
 * @param flapping the fields that another writer keeps changing: their next correction waits, or
 *     was just sent
 * @param notes what else a person may want to know, as parts of a sentence
 */
public record Look(
    AssistantConfig desired,
    LiveAssistant live,
    List<Leaf> drift,
    Set<Field> heldBack,
    Map<Field, Flapping> flapping,
    List<String> notes) {

  public Look {
    drift = List.copyOf(drift);
    heldBack = Set.copyOf(heldBack);
    flapping = Map.copyOf(flapping);
    notes = List.copyOf(notes);
  }

  /** A look that is worth no note. */
  public Look(
      AssistantConfig desired,
      LiveAssistant live,
      List<Leaf> drift,
      Set<Field> heldBack,
      Map<Field, Flapping> flapping) {
    this(desired, live, drift, heldBack, flapping, List.of());
  }

  /** The time from the look to the first correction that waits. */
  public Optional<Duration> nextCorrection() {
    return flapping.values().stream()
        .filter(Flapping::waits)
        .map(Flapping::remaining)
        .min(Comparator.naturalOrder());
  }
}
