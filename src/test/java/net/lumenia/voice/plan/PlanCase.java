package net.lumenia.voice.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.AssistantReader;
import net.lumenia.voice.reconcile.SpecReader;
import net.lumenia.voice.reconcile.SpecReading;
import net.lumenia.voice.status.Memory;

/** One folder of cases, read by the same ways as the real thing. */
record PlanCase(Path folder) {

  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();
  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

  /** The managed part of a spec, as the API server would hand it over. */
  SpecReading spec() throws IOException {
    return read(Files.readString(folder.resolve("spec.yaml")));
  }

  private static SpecReading read(String spec) {
    String manifest = "spec:\n  workspace: {slug: \"61636d65\"}\n" + spec.indent(2);
    return SpecReader.read(KUBERNETES.unmarshal(manifest, VoiceAssistant.class).decodeSpec());
  }

  LiveAssistant live() throws IOException {
    return live(Files.readAllBytes(folder.resolve("live.json")));
  }

  private static LiveAssistant live(byte[] answer) {
    return switch (AssistantReader.read(answer)) {
      case ApiResult.Success<LiveAssistant>(var live) -> live;
      case ApiResult.Failure<LiveAssistant>(var failure) ->
          throw new AssertionError("live.json: " + failure.message());
    };
  }

  /** The status fragment in {@code applied.yaml}, with values turned into their fingerprints. */
  History history() throws IOException {
    JsonNode status = yaml("applied.yaml");
    for (var applied : status.path("applied").properties()) {
      applied.setValue(desired(applied.getKey(), applied.getValue()));
    }
    for (var unconverged : status.path("unconverged").properties()) {
      String field = unconverged.getKey();
      JsonNode pair = unconverged.getValue();
      unconverged.setValue(
          JSON.createObjectNode()
              .<ObjectNode>set("desired", desired(field, pair.path("desired")))
              .set("live", live(field, pair.path("live"))));
    }
    var resource = new VoiceAssistant();
    resource.setStatus(new RawJson(status));
    return Memory.recall(resource.decodeStatus(), NOW);
  }

  private static JsonNode desired(String specName, JsonNode value) throws IOException {
    String spec = YAML.writeValueAsString(Map.of(specName, value));
    AssistantConfig config = ((SpecReading.Usable) read(spec)).declaration().config();
    Field field = Field.ofSpecName(specName).orElseThrow();
    return TextNode.valueOf(Fingerprint.of(config.value(field).orElseThrow()));
  }

  private static JsonNode live(String specName, JsonNode value) {
    Field field = Field.ofSpecName(specName).orElseThrow();
    var answer = JSON.createObjectNode().<ObjectNode>set(field.apiName(), value);
    LiveAssistant live = live(answer.toString().getBytes(UTF_8));
    return TextNode.valueOf(Fingerprint.of(live.field(field)));
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
