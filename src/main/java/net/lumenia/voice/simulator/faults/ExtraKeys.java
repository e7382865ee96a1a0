package net.lumenia.voice.simulator.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.lumenia.voice.simulator.exchange.StrictJson;

/** Adds a key that the contract does not name to every object of a response. */
public final class ExtraKeys {

  public static final String KEY = "addedByTheSimulator";

  private ExtraKeys() {}

  /** A copy with the added keys. */
  public static JsonNode in(JsonNode body) {
    JsonNode copy = body.deepCopy();
    add(copy);
    return copy;
  }

  private static void add(JsonNode node) {
    node.forEach(ExtraKeys::add);
    if (node instanceof ObjectNode object) {
      object.set(KEY, value());
    }
  }

  private static ObjectNode value() {
    ObjectNode value = StrictJson.object().put("text", "new").put("number", 0.5);
    value.putNull("nothing");
    ArrayNode list = value.putArray("list");
    list.add("mixed").add(1).addNull().addObject().put("deeper", true);
    return value;
  }
}
