package net.lumenia.voice.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.spec.SpecReading;
import net.lumenia.voice.status.Memory;

/** A folder of cases, read by the product's own readers. */
record PlanCase(Path folder) {

  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  /** The managed part of a spec, as the API server would hand it over. */
  SpecReading spec() throws IOException {
    return Readings.spec(Files.readString(folder.resolve("spec.yaml")));
  }

  LiveAssistant live() throws IOException {
    return Readings.answer(Files.readString(folder.resolve("live.json")));
  }

  /** Read as the API's answer; empty if the case has none and is not about catalogues. */
  Optional<Catalog> catalog() throws IOException {
    Path own = folder.resolve("catalog.json");
    Path shared = folder.resolve("../../catalog.json");
    boolean isAboutCatalogs = folder.getFileName().toString().startsWith("catalog-");
    return Files.exists(own) || isAboutCatalogs
        ? Optional.of(Readings.catalog(Files.readString(Files.exists(own) ? own : shared)))
        : Optional.empty();
  }

  /** The status fragment in {@code applied.yaml}, with values turned into their fingerprints. */
  History history() throws IOException {
    JsonNode status = yaml("applied.yaml");
    for (var field : status.path("fields").properties()) {
      for (var part : field.getValue().properties()) {
        switch (part.getKey()) {
          case "applied" -> part.setValue(applied(field.getKey(), part.getValue()));
          case "replaced", "stored" -> part.setValue(live(field.getKey(), part.getValue()));
          default -> {}
        }
      }
    }
    var resource = new VoiceAssistant();
    resource.setStatus(new RawJson(status));
    return Memory.recall(resource.decodeStatus(), NOW);
  }

  private static JsonNode applied(String specName, JsonNode value) {
    var spec = JSON.createObjectNode().<ObjectNode>set(specName, value);
    Field field = Field.ofSpecName(specName).orElseThrow();
    AppliedValue applied = AppliedValue.of(Readings.config(spec).value(field).orElseThrow());
    return JSON.valueToTree(applied.hashes());
  }

  private static JsonNode live(String specName, JsonNode value) {
    Field field = Field.ofSpecName(specName).orElseThrow();
    var assistant = JSON.createObjectNode().set(field.apiName(), value);
    return TextNode.valueOf(Fingerprint.of(Readings.live(assistant).field(field)));
  }

  JsonNode patch() throws IOException {
    Path file = folder.resolve("patch.json");
    return Files.exists(file) ? JSON.readTree(file.toFile()) : MissingNode.getInstance();
  }

  JsonNode expected() throws IOException {
    return yaml("expected.yaml");
  }

  private JsonNode yaml(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? YAML.readTree(file.toFile()) : MissingNode.getInstance();
  }

  @Override
  public String toString() {
    return String.valueOf(folder.getFileName());
  }
}
