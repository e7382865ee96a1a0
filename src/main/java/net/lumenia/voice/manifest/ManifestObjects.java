package net.lumenia.voice.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;

/** Sorts the objects of documents by kind. */
final class ManifestObjects {

  private static final Set<String> KEYS =
      Set.of("apiVersion", "kind", "metadata", "spec", "status");

  private final List<ManifestAssistant> assistants = new ArrayList<>();
  private final List<ManifestAccount> accounts = new ArrayList<>();
  private final List<ManifestConfigMap> configMaps = new ArrayList<>();
  private final List<SkippedManifest> skipped = new ArrayList<>();
  private final List<ManifestProblem> problems;
  private final Map<String, Source> known = new HashMap<>();

  ManifestObjects(List<ManifestProblem> problems) {
    this.problems = problems;
  }

  Manifests manifests() {
    return new Manifests(assistants, accounts, configMaps, skipped, problems);
  }

  /** Adds the objects of a document; an empty one has none. */
  void add(String file, Document document) {
    var source = new Source(file, document.positions(), "");
    document
        .problems()
        .forEach(
            problem ->
                problems.add(
                    new ManifestProblem(
                        file,
                        problem.position(),
                        source.at(""),
                        problem.path(),
                        problem.message(),
                        false)));
    if (!document.json().isNull() && document.problems().isEmpty()) {
      add(file, document, document.json(), "");
    }
  }

  private void add(String file, Document document, JsonNode json, String root) {
    var source = new Source(file, document.positions(), root);
    if (!json.isObject()) {
      problems.add(
          source.problem(
              "", "a manifest must be an object with apiVersion, kind and metadata; give one"));
    } else if (isList(json)) {
      for (int i = 0; i < json.path("items").size(); i++) {
        String item = Positions.item(Positions.child(root, "items"), i);
        add(file, document, json.path("items").get(i), item);
      }
    } else {
      addObject(json, source);
    }
  }

  private static boolean isList(JsonNode json) {
    return json.path("kind").asText().endsWith("List") && json.path("items").isArray();
  }

  private void addObject(JsonNode json, Source source) {
    String kind = json.path("kind").asText("");
    String apiVersion = json.path("apiVersion").asText("");
    switch (ManifestKind.of(json)) {
      case ManifestKind.Read(ManifestKind.Type type) -> addReadable(type, json, source);
      case ManifestKind.Other _ ->
          skipped.add(new SkippedManifest(source.at(""), apiVersion, kind, name(json)));
      case ManifestKind.Wrong(String path, String message) ->
          problems.add(source.problem(path, message));
    }
  }

  private void addReadable(ManifestKind.Type type, JsonNode json, Source source) {
    var wrong = new ArrayList<>(MetadataRules.problems(json.path("metadata"), source));
    type.spec().ifPresent(spec -> wrong.addAll(schemaProblems(spec, json, source)));
    if (!wrong.isEmpty()) {
      problems.addAll(wrong);
      return;
    }
    Optional<String> namespace =
        Optional.ofNullable(json.path("metadata").path("namespace").textValue());
    String name = name(json);
    Source first = known.putIfAbsent(type + " " + namespace.orElse("") + "/" + name, source);
    if (first != null) {
      problems.add(
          source.problem(
              "metadata.name",
              "%s %s is already in %s; remove one of them"
                  .formatted(type.kind(), name, first.at("metadata.name"))));
      return;
    }
    switch (type) {
      case VOICE_ASSISTANT ->
          assistants.add(
              new ManifestAssistant(namespace, name, resource(new VoiceAssistant(), json), source));
      case LUMENIA_ACCOUNT ->
          accounts.add(
              new ManifestAccount(namespace, name, resource(new LumeniaAccount(), json), source));
      case CONFIG_MAP ->
          configMaps.add(new ManifestConfigMap(namespace, name, configMap(json), source));
    }
  }

  /** Top-level keys, and the spec. */
  private static List<ManifestProblem> schemaProblems(
      Class<? extends Record> spec, JsonNode json, Source source) {
    var wrong = new ArrayList<ManifestProblem>();
    json.properties().stream()
        .map(Map.Entry::getKey)
        .filter(key -> !KEYS.contains(key))
        .map(
            key ->
                source.problemOfKey(
                    key, "there is no such field; settings of the assistant belong under spec"))
        .forEach(wrong::add);
    wrong.addAll(RecordSchema.problems(json.path("spec"), "spec", spec, source));
    return wrong;
  }

  private static <T extends CustomResource<RawJson, RawJson>> T resource(
      T resource, JsonNode json) {
    resource.setMetadata(metadata(json));
    resource.setSpec(new RawJson(json.path("spec")));
    return resource;
  }

  private static ConfigMap configMap(JsonNode json) {
    return new ConfigMapBuilder()
        .withMetadata(metadata(json))
        .withData(texts(json.path("data")))
        .withBinaryData(texts(json.path("binaryData")))
        .build();
  }

  private static ObjectMeta metadata(JsonNode json) {
    JsonNode metadata = json.path("metadata");
    return new ObjectMetaBuilder()
        .withName(metadata.path("name").textValue())
        .withNamespace(metadata.path("namespace").textValue())
        .withLabels(texts(metadata.path("labels")))
        .withAnnotations(texts(metadata.path("annotations")))
        .build();
  }

  private static String name(JsonNode json) {
    return json.path("metadata").path("name").asText("");
  }

  private static Map<String, String> texts(JsonNode object) {
    var texts = new LinkedHashMap<String, String>();
    object
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isTextual()) {
                texts.put(entry.getKey(), entry.getValue().textValue());
              }
            });
    return texts;
  }
}
