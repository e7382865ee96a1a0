package net.lumenia.voice.revision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.lumenia.voice.assistant.ComponentType;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.ProviderRule;
import net.lumenia.voice.cluster.ApprovalAnnotations;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of an assistant with the values of a revision.
 *
 * @param manifest for {@code kubectl apply}, subject to the notes
 * @param notes what to know or correct before that
 */
public record RollbackManifest(ObjectNode manifest, List<String> notes) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /**
   * Restores the fields of a revision; a pure function.
   *
   * @param revision the spec fields with their previous values
   */
  public static RollbackManifest of(VoiceAssistant current, JsonNode revision) {
    var notes = new ArrayList<String>();
    ObjectNode spec = current.getSpec().json().deepCopy();
    spec.remove("approvedPlan");
    revision
        .properties()
        .forEach(entry -> restore(spec, entry.getKey(), entry.getValue().deepCopy(), notes));
    notes.addAll(violations(spec));
    ObjectNode manifest = JSON.objectNode();
    manifest.put("apiVersion", current.getApiVersion()).put("kind", current.getKind());
    manifest.set("metadata", metadata(current));
    manifest.set("spec", spec);
    return new RollbackManifest(manifest, notes);
  }

  private static void restore(
      ObjectNode spec, String name, JsonNode value, ArrayList<String> notes) {
    Field field = Field.ofSpecName(name).orElse(null);
    if (field == null) {
      notes.add("omitted %s: it is not a field of this version's schema".formatted(name));
      return;
    }
    if (field == Field.PROMPT && spec.remove("promptFrom") != null) {
      notes.add("replaced promptFrom with the text of the prompt");
    }
    if (field == Field.NUMBER_ID && spec.remove(PhoneNumber.FIELD) != null) {
      notes.add("replaced phoneNumber with the id of the previous number");
    }
    field.type().component().ifPresent(type -> removeUnsupportedKeys(name, value, type, notes));
    spec.set(name, value);
  }

  /** Removes keys that the schema does not have or the provider refuses. */
  private static void removeUnsupportedKeys(
      String path, JsonNode value, ComponentType type, ArrayList<String> notes) {
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        removeUnsupportedKeys("%s[%d]".formatted(path, i), value.get(i), type, notes);
      }
    } else if (value instanceof ObjectNode object) {
      List.copyOf(object.properties()).stream()
          .filter(
              key ->
                  !type.keys().contains(key.getKey())
                      || !key.getValue().isTextual()
                      || isRefusedByProvider(type, object, key.getKey()))
          .forEach(
              key -> {
                object.remove(key.getKey());
                notes.add("omitted %s.%s: the spec can't have it".formatted(path, key.getKey()));
              });
    }
  }

  private static boolean isRefusedByProvider(ComponentType type, ObjectNode component, String key) {
    return ProviderRule.find(type, component.path("provider").asText())
        .filter(rule -> rule.refuses().contains(key))
        .isPresent();
  }

  private static List<String> violations(ObjectNode spec) {
    var assistant = new VoiceAssistant();
    assistant.setSpec(new RawJson(spec));
    return switch (SpecReader.read(assistant.decodeSpec())) {
      case SpecReading.Usable _ -> List.of();
      case SpecReading.Unusable(var all) ->
          all.stream().map(violation -> "correct before applying: " + violation).toList();
    };
  }

  private static ObjectNode metadata(VoiceAssistant current) {
    var source = current.getMetadata();
    ObjectNode metadata = JSON.objectNode();
    metadata.put("name", source.getName()).put("namespace", source.getNamespace());
    putAll(metadata, "labels", source.getLabels());
    putAll(metadata, "annotations", source.getAnnotations());
    return metadata;
  }

  private static void putAll(
      ObjectNode metadata, String name, @Nullable Map<String, String> values) {
    var own = new LinkedHashMap<>(values == null ? Map.of() : values);
    own.remove(LAST_APPLIED);
    own.keySet().removeAll(ApprovalAnnotations.ALL);
    if (!own.isEmpty()) {
      own.forEach(metadata.putObject(name)::put);
    }
  }
}
