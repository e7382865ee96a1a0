package net.lumenia.voice.status;

import java.util.List;
import java.util.Set;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.plan.Leaf;

/**
 * One look at an assistant.
 *
 * @param live what the API showed last
 * @param drift the managed parts that do not show what is desired
 * @param heldBack the fields that two PATCHes did not change
 */
public record Look(
    AssistantConfig desired, LiveAssistant live, List<Leaf> drift, Set<Field> heldBack) {

  public Look {
    drift = List.copyOf(drift);
    heldBack = Set.copyOf(heldBack);
  }
}
