package net.lumenia.voice.simulator.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a complete voice or transcriber against the catalog. Messages name the path in the catalog
 * that lists the allowed values.
 *
 * <p>The rules of a provider follow from what the catalog lists for it. {@code vapi} has voice ids
 * and no models: {@code voiceId} must be listed, {@code model} must be absent. {@code 11labs} has
 * models and no voice ids: {@code model} must be listed, any {@code voiceId} is allowed.
 */
final class CatalogRules {

  private final ComponentKind kind;
  private final String path;
  private final JsonNode component;
  private final List<String> problems = new ArrayList<>();

  private CatalogRules(ComponentKind kind, String path, JsonNode component) {
    this.kind = kind;
    this.path = path;
    this.component = component;
  }

  /**
   * The problems of a complete voice or transcriber.
   *
   * @param path the path of the object in the body, such as {@code fallbackVoices[1]}
   */
  static List<String> problems(
      CatalogDocument catalog, ComponentKind kind, String path, JsonNode component) {
    CatalogRules rules = new CatalogRules(kind, path, component);
    rules.checkProvider(catalog);
    return rules.problems;
  }

  private void checkProvider(CatalogDocument catalog) {
    Map<String, JsonNode> providers = catalog.providers(kind);
    listed("provider", kind.catalogKey() + ".providers", providers)
        .ifPresent(
            provider -> {
              switch (kind) {
                case VOICE -> checkVoice(provider);
                case TRANSCRIBER -> checkTranscriber(provider);
              }
            });
  }

  private void checkVoice(JsonNode provider) {
    String at = at("voice.providers", "provider");
    if (provider.has("voiceIds") && !provider.path("voiceIdFreeform").asBoolean()) {
      listed("voiceId", at + ".voiceIds", CatalogDocument.values(provider.path("voiceIds")));
    } else {
      present("voiceId", "any voice id of this provider's library");
    }
    if (provider.has("models")) {
      listed("model", at + ".models", CatalogDocument.values(provider.path("models")));
    } else if (component.has("model")) {
      problems.add(
          "%s.model must not be sent when %s.provider is \"%s\": catalog %s has no models"
              .formatted(path, path, text("provider"), at));
    }
  }

  private void checkTranscriber(JsonNode provider) {
    String models = at("transcriber.providers", "provider") + ".models";
    listed("model", models, CatalogDocument.values(provider.path("models")))
        .ifPresentOrElse(
            model -> {
              String languages = at(models, "model") + ".languages";
              listed("language", languages, CatalogDocument.values(model.path("languages")));
            },
            // Without a known model the language cannot be checked, but it is still required.
            () -> present("language", "one of catalog " + models + "[].languages[].value"));
  }

  private Optional<JsonNode> listed(String key, String list, Map<String, JsonNode> allowed) {
    if (!present(key, "one of catalog " + list + "[].value")) {
      return Optional.empty();
    }
    Optional<JsonNode> entry = Optional.ofNullable(allowed.get(text(key)));
    if (entry.isEmpty()) {
      problems.add(
          "%s.%s \"%s\" is not one of catalog %s[].value".formatted(path, key, text(key), list));
    }
    return entry;
  }

  private boolean present(String key, String allowed) {
    if (!text(key).isEmpty()) {
      return true;
    }
    problems.add(
        key.equals("provider")
            ? "%s.provider is required: %s".formatted(path, allowed)
            : "%s.%s is required when %s.provider is \"%s\": %s"
                .formatted(path, key, path, text("provider"), allowed));
    return false;
  }

  private String at(String list, String key) {
    return "%s[%s]".formatted(list, text(key));
  }

  private String text(String key) {
    return component.path(key).asText("");
  }
}
