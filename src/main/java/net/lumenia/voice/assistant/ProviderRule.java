package net.lumenia.voice.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a voice or transcriber of one provider has to be. The validation of specs, the catalog check
 * and rollback read these rules; a test compares the CEL rules of the CRD with them. The source of
 * the rules is {@code docs/contract.md}.
 *
 * @param needs keys that must be given with the provider
 * @param refuses keys that must not be given with the provider
 * @param free keys whose values the catalog does not limit, even if it lists some
 */
public record ProviderRule(
    ComponentType type,
    String provider,
    List<String> needs,
    List<String> refuses,
    List<String> free) {

  /** The rules about the providers that the schema knows. */
  public static final List<ProviderRule> ALL =
      List.of(
          of(ComponentType.VOICE, "vapi").needs("voiceId").refuses("model"),
          of(ComponentType.VOICE, "11labs").needs("voiceId", "model").free("voiceId"),
          of(ComponentType.TRANSCRIBER, "deepgram").needs("model", "language"),
          of(ComponentType.TRANSCRIBER, "11labs").needs("model", "language"));

  public ProviderRule {
    needs = List.copyOf(needs);
    refuses = List.copyOf(refuses);
    free = List.copyOf(free);
  }

  private static ProviderRule of(ComponentType type, String provider) {
    return new ProviderRule(type, provider, List.of(), List.of(), List.of());
  }

  private ProviderRule needs(String... keys) {
    return new ProviderRule(type, provider, List.of(keys), refuses, free);
  }

  private ProviderRule refuses(String... keys) {
    return new ProviderRule(type, provider, needs, List.of(keys), free);
  }

  private ProviderRule free(String... keys) {
    return new ProviderRule(type, provider, needs, refuses, List.of(keys));
  }

  /** The rule about a provider; empty if the schema does not know the provider. */
  public static Optional<ProviderRule> find(ComponentType type, String provider) {
    return ALL.stream()
        .filter(rule -> rule.type == type && rule.provider.equals(provider))
        .findFirst();
  }

  /**
   * The rule about a provider that may be unknown to the schema. The API requires model and
   * language of every transcriber, and documents no requirements for the voices of other providers.
   */
  static ProviderRule orDefault(ComponentType type, String provider) {
    return find(type, provider)
        .orElseGet(
            () ->
                switch (type) {
                  case VOICE -> of(type, provider);
                  case TRANSCRIBER -> of(type, provider).needs("model", "language");
                });
  }

  /** Why a component that lacks a needed key is wrong, and what to do. */
  public String missing() {
    return "%s needs %s; add %s"
        .formatted(
            subject(), String.join(" and ", needs), needs.size() == 1 ? "it" : "what is missing");
  }

  /** Why a component that has a refused key is wrong, and what to do. */
  public String unwanted(String key) {
    return "%s takes no %s; remove it".formatted(subject(), key);
  }

  /**
   * What is wrong with a component that gives these keys, apart from their values: at most one
   * message about missing keys and one about each refused key.
   */
  public List<String> violations(Component component) {
    var given = component.keys().keySet();
    var violations = new ArrayList<String>();
    if (!given.containsAll(needs)) {
      violations.add(missing());
    }
    refuses.stream().filter(given::contains).map(this::unwanted).forEach(violations::add);
    return List.copyOf(violations);
  }

  private String subject() {
    return "%s provider %s".formatted(type.label(), ServerText.clean(provider));
  }
}
