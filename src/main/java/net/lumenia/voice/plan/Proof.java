package net.lumenia.voice.plan;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;

/**
 * What a read after a PATCH says about the fields that were sent.
 *
 * @param writeOnly paths that were not shown before the PATCH and are not shown after it
 * @param unproven fields that do not show what was sent
 * @param drift the parts in which they differ
 */
public record Proof(Set<String> writeOnly, Set<Field> unproven, List<Difference> drift) {

  /** All sent values are shown. */
  public static final Proof COMPLETE = new Proof(Set.of(), Set.of(), List.of());

  public Proof {
    writeOnly = Set.copyOf(writeOnly);
    unproven = Set.copyOf(unproven);
    drift = List.copyOf(drift);
  }

  /**
   * Whether the response of a PATCH proves it. The API does not document what the response
   * contains, so it must show every sent field.
   */
  public static boolean isIn(LiveAssistant answer, AssistantConfig desired, Set<Field> sent) {
    return sent.stream()
        .allMatch(
            field ->
                !(answer.field(field) instanceof Live.Unreported)
                    && differences(field, desired, answer).isEmpty());
  }

  /** Compares the sent fields in a read after the PATCH with their desired values. */
  public static Proof of(
      AssistantConfig desired, Set<Field> sent, LiveAssistant before, LiveAssistant after) {
    var writeOnly = new HashSet<String>();
    var unproven = EnumSet.noneOf(Field.class);
    var drift = new ArrayList<Difference>();
    for (Field field : sent) {
      Set<String> hiddenBefore = hidden(field, desired, before);
      for (Difference difference : differences(field, desired, after)) {
        if (!difference.shown() && hiddenBefore.contains(difference.path())) {
          writeOnly.add(difference.path());
        } else {
          unproven.add(field);
          drift.add(difference);
        }
      }
    }
    return new Proof(writeOnly, unproven, drift);
  }

  /** The managed parts that a response does not mention. */
  public static Set<String> hidden(AssistantConfig desired, LiveAssistant live) {
    return desired.managed().stream()
        .flatMap(field -> hidden(field, desired, live).stream())
        .collect(toUnmodifiableSet());
  }

  /** A list that is not mentioned equals an empty one, but is hidden. */
  static Set<String> hidden(Field field, AssistantConfig desired, LiveAssistant live) {
    return live.field(field) instanceof Live.Unreported<LiveValue>
            && desired.value(field).orElseThrow() instanceof Value.Fallbacks
        ? Set.of(field.specName())
        : hiddenParts(field, desired, live);
  }

  private static Set<String> hiddenParts(Field field, AssistantConfig desired, LiveAssistant live) {
    return differences(field, desired, live).stream()
        .filter(difference -> !difference.shown())
        .map(Difference::path)
        .collect(toUnmodifiableSet());
  }

  /** An unreadable field proves nothing. The next check reports it. */
  static List<Difference> differences(Field field, AssistantConfig desired, LiveAssistant live) {
    var value = desired.value(field).orElseThrow();
    return switch (Comparison.of(field, value, live.field(field))) {
      case Comparison.Equal _ -> List.of();
      case Comparison.Different(List<Difference> differences) -> differences;
      case Comparison.Unreadable _ -> List.of(Difference.ofField(field, value, new Live.Unset<>()));
    };
  }
}
