package net.lumenia.voice.simulator.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import net.lumenia.voice.simulator.exchange.StrictJson;

/**
 * The response of {@code GET /api/v1/voice-integration/catalog}, with the lookups that the rules
 * need. The contract names paths such as {@code voice.providers[vapi].voiceIds[].value} but not the
 * exact JSON. A list may therefore have objects with {@code value} or plain strings, or be an
 * object with the values as keys.
 */
public record CatalogDocument(JsonNode tree) {

  public CatalogDocument {
    if (!tree.isObject()) {
      throw new IllegalArgumentException("catalog: must be a JSON object");
    }
  }

  /** The reference catalog that ships with the simulator. */
  public static CatalogDocument bundled() {
    try (InputStream json = CatalogDocument.class.getResourceAsStream("catalog.json")) {
      return new CatalogDocument(
          StrictJson.MAPPER.readTree(Objects.requireNonNull(json, "catalog.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The providers of a kind by their value, in the order of the catalog. */
  Map<String, JsonNode> providers(ComponentKind kind) {
    return values(tree.path(kind.catalogKey()).path("providers"));
  }

  /** The entries of a catalog list by their value. */
  static Map<String, JsonNode> values(JsonNode list) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    if (list.isObject()) {
      list.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    } else {
      list.forEach(entry -> entries.put(entry.path("value").asText(entry.asText()), entry));
    }
    return entries;
  }
}
