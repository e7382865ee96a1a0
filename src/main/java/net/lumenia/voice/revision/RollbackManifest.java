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
import net.lumenia.voice.assistant.ProviderRule;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;
import org.jspecify.annotations.Nullable;

/**
 * A manifest with the values of a pre-image in the place of the present ones.
 *
 * @param manifest ready for {@code kubectl apply}, but for what the notes say
 * @param notes what the person who applies it should know
 */
public record RollbackManifest(ObjectNode manifest, List<String> notes) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /** Restores the fields of a pre-image; a pure function. */
  public static RollbackManifest of(VoiceAssistant present, JsonNode fragment) {
    var notes = new ArrayList<String>();
    ObjectNode spec = present.getSpec().json().deepCopy();
    spec.remove("approvedPlan");
    fragment
        .properties()
        .forEach(entry -> restore(spec, entry.getKey(), entry.getValue().deepCopy(), notes));
    notes.addAll(refusals(spec));
    ObjectNode manifest = JSON.objectNode();
    manifest.put("apiVersion", present.getApiVersion()).put("kind", present.getKind());
    manifest.set("metadata", metadata(present));
    manifest.set("spec", spec);
    return new RollbackManifest(manifest, notes);
  }

  private static void restore(
      ObjectNode spec, String name, JsonNode value, ArrayList<String> notes) {
    Field field = Field.ofSpecName(name).orElse(null);
    if (field == null) {
      notes.add("%s is no field of this version's schema, and left out".formatted(name));
      return;
    }
    if (field == Field.PROMPT && spec.remove("promptFrom") != null) {
      notes.add("the prompt is restored in the spec, in the place of promptFrom");
    }
    field.type().component().ifPresent(type -> reduce(name, value, type, notes));
    spec.set(name, value);
  }

  /** What the schema does not have can't be declared. */
  private static void reduce(
      String path, JsonNode value, ComponentType type, ArrayList<String> notes) {
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        reduce("%s[%d]".formatted(path, i), value.get(i), type, notes);
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
                notes.add(
                    "%s.%s cannot be declared, and is left out".formatted(path, key.getKey()));
              });
    }
  }

  private static boolean isRefusedByProvider(ComponentType type, ObjectNode component, String key) {
    return ProviderRule.find(type, component.path("provider").asText())
        .filter(rule -> rule.refuses().contains(key))
        .isPresent();
  }

  private static List<String> refusals(ObjectNode spec) {
    var assistant = new VoiceAssistant();
    assistant.setSpec(new RawJson(spec));
    return switch (SpecReader.read(assistant.decodeSpec())) {
      case SpecReading.Usable _ -> List.of();
      case SpecReading.Unusable(var violations) ->
          violations.stream()
              .map(violation -> "correct this before you apply it: " + violation)
              .toList();
    };
  }

  private static ObjectNode metadata(VoiceAssistant present) {
    var source = present.getMetadata();
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
    if (!own.isEmpty()) {
      own.forEach(metadata.putObject(name)::put);
    }
  }
}
