package net.lumenia.voice.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What the API refuses because of its catalog, from {@code docs/contract.md} alone. A key that the
 * stored assistant does not show may have the right value.
 */
final class CatalogModel {

  private CatalogModel() {}

  /**
   * Refuses values that the catalog does not list.
   *
   * @param whole whether the assistant has only what was sent
   */
  static void check(JsonNode catalog, String field, JsonNode merged, boolean whole) {
    switch (field) {
      case "voice" -> voice(catalog, merged, whole);
      case "transcriber" -> transcriber(catalog, merged, whole);
      case "fallbackVoices" -> merged.forEach(item -> voice(catalog, item, true));
      case "fallbackTranscribers" -> merged.forEach(item -> transcriber(catalog, item, true));
      default -> {}
    }
  }

  private static void voice(JsonNode catalog, JsonNode voice, boolean whole) {
    JsonNode providers = catalog.path("voice").path("providers");
    JsonNode known = one(providers, voice, "provider", whole, true);
    switch (voice.path("provider").asText()) {
      case "vapi" -> one(known.path("voiceIds"), voice, "voiceId", whole, true);
      case "11labs" -> {
        one(MissingNode.getInstance(), voice, "voiceId", whole, true);
        one(known.path("models"), voice, "model", whole, true);
      }
      default -> {
        one(known.path("voiceIds"), voice, "voiceId", whole, false);
        one(known.path("models"), voice, "model", whole, false);
      }
    }
  }

  private static void transcriber(JsonNode catalog, JsonNode transcriber, boolean whole) {
    JsonNode providers = catalog.path("transcriber").path("providers");
    JsonNode known = one(providers, transcriber, "provider", whole, true);
    if (transcriber.path("provider").isTextual()) {
      JsonNode model = one(known.path("models"), transcriber, "model", whole, true);
      one(model.path("languages"), transcriber, "language", whole, true);
    }
  }

  /** The entry of a list in the catalog; an absent list allows everything. */
  private static JsonNode one(
      JsonNode list, JsonNode object, String key, boolean whole, boolean needed) {
    JsonNode value = object.path(key);
    boolean absent = value.isNull() || (whole && value.isMissingNode());
    ContractModel.require(!(needed && absent), key + " is needed");
    if (!value.isTextual() || !list.isArray()) {
      return MissingNode.getInstance();
    }
    List<JsonNode> entries =
        StreamSupport.stream(list.spliterator(), false)
            .filter(entry -> entry.path("value").equals(value))
            .toList();
    ContractModel.require(!entries.isEmpty(), value + " is no " + key);
    return entries.getFirst();
  }
}
