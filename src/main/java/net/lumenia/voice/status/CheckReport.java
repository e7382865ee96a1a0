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
import net.lumenia.voice.plan.Diff;
import net.lumenia.voice.plan.Difference;
import net.lumenia.voice.plan.Flapping;

/**
 * One look at an assistant.
 *
 * @param live what the API showed last
 * @param found how it differs from what is desired, as far as it still does
 * @param notes what else a person may want to know, as parts of a sentence
 */
public record CheckReport(
    AssistantConfig desired, LiveAssistant live, Diff found, List<String> notes) {

  public CheckReport {
    notes = List.copyOf(notes);
  }

  /** A look that is worth no note. */
  public CheckReport(AssistantConfig desired, LiveAssistant live, Diff found) {
    this(desired, live, found, List.of());
  }

  /** The managed parts that do not show what is desired. */
  public List<Difference> drift() {
    return found.drift();
  }

  Set<Field> heldBack() {
    return found.heldBack();
  }

  Set<Field> tolerated() {
    return found.tolerated();
  }

  /** The fields that another writer keeps changing. */
  public Map<Field, Flapping> flapping() {
    return found.flapping();
  }

  /** The time from the look to the first correction that waits. */
  public Optional<Duration> nextCorrection() {
    return flapping().values().stream()
        .filter(Flapping::waits)
        .map(Flapping::remaining)
        .min(Comparator.naturalOrder());
  }
}
