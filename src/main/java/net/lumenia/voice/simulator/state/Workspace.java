package net.lumenia.voice.simulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import net.lumenia.voice.simulator.exchange.Slug;
import net.lumenia.voice.simulator.rules.ApiField;

/**
 * A workspace, with its assistant if the voice integration is provisioned. The stored JSON is never
 * modified: a change of the assistant creates a new {@code Workspace}.
 */
public record Workspace(String name, Optional<ObjectNode> assistant, AssistantHistory history) {

  public Workspace {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("workspace: the name must not be empty");
    }
  }

  /** A new workspace without history. */
  public static Workspace with(String name, Optional<ObjectNode> assistant) {
    return new Workspace(name, assistant, AssistantHistory.NONE);
  }

  /** This workspace with a changed assistant. */
  Workspace changed(ObjectNode after, Instant time, boolean byClient) {
    AssistantHistory longer =
        assistant
            .map(before -> history.plus(new AssistantHistory.Past(before, time, byClient)))
            .orElse(history);
    return new Workspace(name, Optional.of(after), longer);
  }

  public String slug() {
    return Slug.of(name);
  }

  /** The linked phone number. */
  Optional<Long> number() {
    return assistant
        .map(stored -> stored.path(ApiField.NUMBER_ID.key()))
        .filter(JsonNode::isIntegralNumber)
        .map(JsonNode::asLong);
  }
}
