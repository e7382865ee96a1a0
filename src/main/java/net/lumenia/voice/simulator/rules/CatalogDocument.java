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
 * What {@code GET /api/v1/voice-integration/catalog} answers, and the lookups that the rules need.
 * The page names paths such as {@code voice.providers[vapi].voiceIds[].value} but not the JSON
 * around them, so a replaced catalogue may list its values as objects with {@code value}, as plain
 * strings, or as an object keyed by value.
 */
public record CatalogDocument(JsonNode tree) {

  public CatalogDocument {
    if (!tree.isObject()) {
      throw new IllegalArgumentException("catalog: must be a JSON object");
    }
  }

  /** The reference catalogue that ships with the simulator. */
  public static CatalogDocument bundled() {
    try (InputStream json = CatalogDocument.class.getResourceAsStream("catalog.json")) {
      return new CatalogDocument(
          StrictJson.MAPPER.readTree(Objects.requireNonNull(json, "catalog.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The providers of a kind by their value, in the catalogue's order. */
  Map<String, JsonNode> providers(ComponentKind kind) {
    return values(tree.path(kind.catalogKey()).path("providers"));
  }

  /** The entries of a catalogue list by their value. */
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
