package net.lumenia.voice.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.lumenia.voice.assistant.Catalog.TranscriberModel;
import net.lumenia.voice.assistant.Catalog.TranscriberProvider;
import net.lumenia.voice.assistant.Catalog.VoiceProvider;
import net.lumenia.voice.assistant.CatalogViolation.Missing;
import net.lumenia.voice.assistant.CatalogViolation.Unlisted;
import net.lumenia.voice.assistant.CatalogViolation.Unwanted;

/**
 * Checks one voice or transcriber against the {@link ProviderRule} of its provider and against what
 * the catalog lists. Where neither says anything, only the API decides.
 */
final class CatalogCheck {

  private final String path;
  private final LiveValue.Keys keys;
  private final List<CatalogViolation> violations = new ArrayList<>();

  private CatalogCheck(String path, LiveValue.Keys keys) {
    this.path = path;
    this.keys = keys;
  }

  static List<CatalogViolation> violations(Catalog catalog, Field field, LiveValue value) {
    return switch (value) {
      case Value.Text _, Value.WholeNumber _ -> List.of();
      case LiveValue.Keys keys ->
          new CatalogCheck(field.specName(), keys).violations(catalog, field);
      case LiveValue.Items(var items) ->
          IntStream.range(0, items.size())
              .mapToObj(i -> new CatalogCheck(item(field, i), items.get(i)))
              .flatMap(item -> item.violations(catalog, field).stream())
              .toList();
    };
  }

  private static String item(Field field, int index) {
    return "%s[%d]".formatted(field.specName(), index);
  }

  private List<CatalogViolation> violations(Catalog catalog, Field field) {
    field.type().component().ifPresent(type -> check(type, catalog));
    return List.copyOf(violations);
  }

  private void check(ComponentType type, Catalog catalog) {
    switch (type) {
      case VOICE ->
          provider(type, catalog.voiceProviders()).ifPresent(rule -> voice(rule, catalog));
      case TRANSCRIBER ->
          provider(type, catalog.transcriberProviders())
              .ifPresent(rule -> transcriber(rule, catalog));
    }
  }

  private Optional<ProviderRule> provider(ComponentType type, AllowedValues<?> allowed) {
    need(Component.PROVIDER, "a %s needs a provider; add it".formatted(type.label()), allowed);
    return listed(Component.PROVIDER, type.label() + " provider", Optional.empty(), allowed)
        .map(provider -> ProviderRule.orDefault(type, provider));
  }

  private void voice(ProviderRule rule, Catalog catalog) {
    var known = catalog.voiceProviders().find(rule.provider()).orElse(VoiceProvider.UNKNOWN);
    key(rule, "voiceId", "voice", name(rule), known.voiceIds());
    key(rule, "model", "model", name(rule), known.models());
  }

  private void transcriber(ProviderRule rule, Catalog catalog) {
    var known =
        catalog.transcriberProviders().find(rule.provider()).orElse(TranscriberProvider.UNKNOWN);
    Optional<String> model = key(rule, "model", "model", name(rule), known.models());
    key(
        rule,
        "language",
        "language",
        model.map(name -> "model " + ServerText.clean(name) + " of ").orElse("") + name(rule),
        model.flatMap(known.models()::find).orElse(TranscriberModel.UNKNOWN).languages());
  }

  private static String name(ProviderRule rule) {
    return "provider " + ServerText.clean(rule.provider());
  }

  /** The key's value, if it is known and no violation. */
  private Optional<String> key(
      ProviderRule rule, String key, String noun, String owner, AllowedValues<?> listed) {
    if (rule.refuses().contains(key)) {
      refuse(key, rule.unwanted(key));
      return Optional.empty();
    }
    AllowedValues<?> allowed = rule.free().contains(key) ? AllowedValues.anything() : listed;
    if (rule.needs().contains(key)) {
      need(key, rule.missing(), allowed);
    }
    return listed(key, noun, Optional.of(owner), allowed);
  }

  /** Only a key that is known to be absent is missing; one that is not shown may be there. */
  private void need(String key, String message, AllowedValues<?> allowed) {
    if (keys.key(key) instanceof Live.Unset<String>) {
      violations.add(new Missing(at(key), message, allowed));
    }
  }

  private void refuse(String key, String message) {
    if (keys.key(key) instanceof Live.Reported<String>) {
      violations.add(new Unwanted(at(key), message));
    }
  }

  /** The value, if it is known and the catalog does not refuse it. */
  private Optional<String> listed(
      String key, String noun, Optional<String> of, AllowedValues<?> allowed) {
    if (!(keys.key(key) instanceof Live.Reported<String>(String value))) {
      return Optional.empty();
    }
    if (allowed.refuses(value)) {
      violations.add(new Unlisted(at(key), value, noun, of, allowed));
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private String at(String key) {
    return path + "." + key;
  }
}
