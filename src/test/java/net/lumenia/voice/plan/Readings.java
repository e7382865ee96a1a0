package net.lumenia.voice.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.AssistantReader;
import net.lumenia.voice.lumenia.CatalogReader;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;

/** Specs and responses, read by the product's own readers. */
public final class Readings {

  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

  private Readings() {}

  /** The managed part of a spec, in YAML. */
  public static SpecReading spec(String yaml) {
    String manifest = "spec:\n  workspace: {slug: \"61636d65\"}\n" + yaml.indent(2);
    return SpecReader.read(KUBERNETES.unmarshal(manifest, VoiceAssistant.class).decodeSpec());
  }

  /** The managed part of a valid spec, in YAML. */
  public static AssistantConfig config(String yaml) {
    return config(spec(yaml));
  }

  /** The managed part of a valid spec. */
  public static AssistantConfig config(ObjectNode managed) {
    ObjectNode spec = managed.deepCopy();
    spec.putObject("workspace").put("slug", "61636d65");
    var resource = new VoiceAssistant();
    resource.setSpec(new RawJson(spec));
    return config(SpecReader.read(resource.decodeSpec()));
  }

  private static AssistantConfig config(SpecReading reading) {
    return switch (reading) {
      case SpecReading.Usable(var declaration) -> declaration.config();
      case SpecReading.Unusable(var violations) -> throw new AssertionError(violations);
    };
  }

  /** The rules of a spec for sending. */
  public static SendRules rules(String yaml) {
    return switch (spec(yaml + "\nfirstMessage: Hi")) {
      case SpecReading.Usable(var declaration) -> declaration.rules();
      case SpecReading.Unusable(var violations) -> throw new AssertionError(violations);
    };
  }

  /** YAML as JSON. */
  static String json(String yaml) {
    return KUBERNETES.asJson(KUBERNETES.unmarshal(yaml, JsonNode.class));
  }

  /** The fields of an assistant, as the API would show them. */
  public static LiveAssistant live(JsonNode assistant) {
    return answer(JsonNodeFactory.instance.objectNode().set("assistant", assistant).toString());
  }

  /** A response of the API. */
  public static LiveAssistant answer(String json) {
    return switch (AssistantReader.read(json.getBytes(UTF_8))) {
      case ApiResult.Success<LiveAssistant>(var live) -> live;
      case ApiResult.Failure<LiveAssistant>(var failure) ->
          throw new AssertionError(failure.message());
    };
  }

  /** A catalog as the API responds with it. */
  public static Catalog catalog(String json) {
    return switch (CatalogReader.read(json.getBytes(UTF_8))) {
      case ApiResult.Success<Catalog>(var catalog) -> catalog;
      case ApiResult.Failure<Catalog>(var failure) -> throw new AssertionError(failure.message());
    };
  }
}
