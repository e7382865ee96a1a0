package net.lumenia.voice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.lumenia.voice.assistant.AllowedValues;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Catalog.TranscriberModel;
import net.lumenia.voice.assistant.ComponentType;
import net.lumenia.voice.assistant.ProviderRule;

/**
 * A value of the catalog.
 *
 * @param value or {@link #ANY}
 * @param models of a language: those that support it
 */
record CatalogEntry(
    ComponentType component, String provider, Kind kind, String value, List<String> models) {

  /** The catalog does not limit the values. */
  static final String ANY = "(any)";

  /** What a value is. */
  enum Kind {
    VOICE,
    MODEL,
    LANGUAGE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  boolean isAny() {
    return value.equals(ANY);
  }

  /** All values in the order of providers, kinds and values. */
  static List<CatalogEntry> of(Catalog catalog) {
    var entries = new ArrayList<CatalogEntry>();
    catalog
        .voiceProviders()
        .values()
        .forEach(
            (provider, allowed) -> {
              add(
                  entries,
                  ComponentType.VOICE,
                  provider,
                  Kind.VOICE,
                  "voiceId",
                  allowed.voiceIds());
              add(entries, ComponentType.VOICE, provider, Kind.MODEL, "model", allowed.models());
            });
    catalog
        .transcriberProviders()
        .values()
        .forEach(
            (provider, allowed) -> {
              add(
                  entries,
                  ComponentType.TRANSCRIBER,
                  provider,
                  Kind.MODEL,
                  "model",
                  allowed.models());
              languages(provider, allowed.models()).forEach(entries::add);
            });
    return entries;
  }

  private static void add(
      List<CatalogEntry> entries,
      ComponentType component,
      String provider,
      Kind kind,
      String key,
      AllowedValues<?> allowed) {
    var rule = ProviderRule.find(component, provider);
    if (rule.filter(one -> one.refuses().contains(key)).isPresent()) {
      return;
    }
    allowed
        .values()
        .keySet()
        .forEach(
            value -> entries.add(new CatalogEntry(component, provider, kind, value, List.of())));
    if (!allowed.exhaustive() || rule.filter(one -> one.free().contains(key)).isPresent()) {
      entries.add(new CatalogEntry(component, provider, kind, ANY, List.of()));
    }
  }

  private static List<CatalogEntry> languages(
      String provider, AllowedValues<TranscriberModel> models) {
    Map<String, List<String>> supporting = new TreeMap<>();
    models
        .values()
        .forEach(
            (model, details) -> {
              details
                  .languages()
                  .values()
                  .keySet()
                  .forEach(
                      language ->
                          supporting.computeIfAbsent(language, _ -> new ArrayList<>()).add(model));
              if (!details.languages().exhaustive()) {
                supporting.computeIfAbsent(ANY, _ -> new ArrayList<>()).add(model);
              }
            });
    return supporting.entrySet().stream()
        .map(
            entry ->
                new CatalogEntry(
                    ComponentType.TRANSCRIBER,
                    provider,
                    Kind.LANGUAGE,
                    entry.getKey(),
                    List.copyOf(entry.getValue())))
        .toList();
  }
}
