package net.lumenia.voice.status;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.plan.Diff;
import net.lumenia.voice.plan.Difference;
import net.lumenia.voice.plan.Flapping;
import net.lumenia.voice.plan.Hold;

/**
 * One check of an assistant.
 *
 * @param live what the API reported last
 * @param found how live still differs from desired
 * @param notes additional information for the condition Ready, as parts of a sentence
 * @param numbers of the account, if the spec gives its number as a phone number
 */
public record CheckReport(
    AssistantConfig desired,
    LiveAssistant live,
    Diff found,
    List<String> notes,
    Optional<PhoneNumbers> numbers) {

  public CheckReport {
    notes = List.copyOf(notes);
  }

  /** A check without notes and phone numbers. */
  public CheckReport(AssistantConfig desired, LiveAssistant live, Diff found) {
    this(desired, live, found, List.of(), Optional.empty());
  }

  /** The managed parts in which live differs from desired. */
  public List<Difference> drift() {
    return found.drift();
  }

  /** Whether the field is not sent for this reason. */
  boolean isHeld(Field field, Hold hold) {
    return found.held().get(field) == hold;
  }

  /** The fields that another writer keeps changing. */
  public Map<Field, Flapping> flapping() {
    return found.flapping();
  }

  /** The time from the check to the first postponed correction. */
  public Optional<Duration> nextCorrection() {
    return flapping().values().stream()
        .filter(Flapping::waits)
        .map(Flapping::remaining)
        .min(Comparator.naturalOrder());
  }
}
