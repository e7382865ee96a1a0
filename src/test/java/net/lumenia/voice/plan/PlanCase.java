package net.lumenia.voice.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.AppliedValue;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.spec.SpecReading;
import net.lumenia.voice.status.Memory;

/** A folder of cases, read by the product's own readers. */
public record PlanCase(Path folder) {

  public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  /** All cases in the folder beside this class. */
  public static List<PlanCase> all() throws IOException, URISyntaxException {
    var resource = Objects.requireNonNull(PlanCase.class.getResource("cases"));
    try (Stream<Path> folders = Files.list(Path.of(resource.toURI()))) {
      return folders.sorted().map(PlanCase::new).toList();
    }
  }

  /** The managed part of a spec, as the API server would hand it over. */
  SpecReading spec() throws IOException {
    return Readings.spec(specText());
  }

  /** The managed part of a spec, in YAML. */
  public String specText() throws IOException {
    return Files.readString(folder.resolve("spec.yaml"));
  }

  public LiveAssistant live() throws IOException {
    return Readings.answer(Files.readString(folder.resolve("live.json")));
  }

  /** Read as the API's answer; empty if the case has none and is not about catalogues. */
  public Optional<Catalog> catalog() throws IOException {
    Path own = folder.resolve("catalog.json");
    Path shared = folder.resolve("../../catalog.json");
    boolean isAboutCatalogs = folder.getFileName().toString().startsWith("catalog-");
    return Files.exists(own) || isAboutCatalogs
        ? Optional.of(Readings.catalog(Files.readString(Files.exists(own) ? own : shared)))
        : Optional.empty();
  }

  /** What the status fragment in {@code applied.yaml} remembers. */
  public History history() throws IOException {
    var resource = new VoiceAssistant();
    resource.setStatus(new RawJson(status()));
    return Memory.recall(resource.decodeStatus(), Optional.empty(), NOW);
  }

  /** The status fragment in {@code applied.yaml}, with values turned into their fingerprints. */
  public JsonNode status() throws IOException {
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
    return status;
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
