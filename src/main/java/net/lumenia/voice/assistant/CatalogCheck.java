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
 * Judges one voice or transcriber: "{@code voice.provider = "vapi"} -> also send {@code voiceId}
 * (one of catalog voice.providers[vapi].voiceIds[].value). Do NOT send {@code model}. {@code
 * voice.provider = "11labs"} -> also send {@code voiceId} (freeform from the ElevenLabs library)
 * AND {@code model} (one of catalog voice.providers[11labs].models[].value). {@code
 * transcriber.provider} -> also send {@code model} AND {@code language}. {@code model} must belong
 * to the chosen provider; {@code language} must belong to the chosen model."
 *
 * <p>Of the voices of other providers nobody says what they need: only what the catalog lists is
 * judged, and the server does the rest.
 */
final class CatalogCheck {

  private static final String VAPI = "vapi";
  private static final String ELEVENLABS = "11labs";
  private static final AllowedValues<?> ANYTHING = AllowedValues.anything();

  private final String path;
  private final LiveValue.Keys keys;
  private final List<CatalogViolation> violations = new ArrayList<>();

  private CatalogCheck(String path, LiveValue.Keys keys) {
    this.path = path;
    this.keys = keys;
  }

  static List<CatalogViolation> violations(Catalog catalog, Field field, LiveValue value) {
    return switch (value) {
      case Value.Text _, Value.NumberId _ -> List.of();
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
    switch (field) {
      case VOICE, FALLBACK_VOICES ->
          provider("voice", catalog.voiceProviders())
              .ifPresent(provider -> voice(provider, catalog));
      case TRANSCRIBER, FALLBACK_TRANSCRIBERS ->
          provider("transcriber", catalog.transcriberProviders())
              .ifPresent(provider -> transcriber(provider, catalog));
      case FIRST_MESSAGE, PROMPT, NUMBER_ID -> {}
    }
    return List.copyOf(violations);
  }

  private Optional<String> provider(String kind, AllowedValues<?> allowed) {
    need(Component.PROVIDER, "a " + kind, allowed);
    return listed(Component.PROVIDER, kind + " provider", Optional.empty(), allowed);
  }

  private void voice(String provider, Catalog catalog) {
    var known = catalog.voiceProviders().find(provider).orElse(VoiceProvider.UNKNOWN);
    String of = name("provider", provider);
    switch (provider) {
      case VAPI -> {
        need("voiceId", of, known.voiceIds());
        listed("voiceId", "voice", Optional.of(of), known.voiceIds());
        refuse("model", of);
      }
      case ELEVENLABS -> {
        need("voiceId", of, ANYTHING);
        need("model", of, known.models());
        listed("model", "model", Optional.of(of), known.models());
      }
      default -> {
        listed("voiceId", "voice", Optional.of(of), known.voiceIds());
        listed("model", "model", Optional.of(of), known.models());
      }
    }
  }

  private void transcriber(String provider, Catalog catalog) {
    var known = catalog.transcriberProviders().find(provider).orElse(TranscriberProvider.UNKNOWN);
    String of = name("provider", provider);
    need("model", of, known.models());
    Optional<String> model = listed("model", "model", Optional.of(of), known.models());
    AllowedValues<Catalog.Plain> languages =
        model.flatMap(known.models()::find).orElse(TranscriberModel.UNKNOWN).languages();
    need("language", of, languages);
    model.ifPresent(
        m ->
            listed("language", "language", Optional.of(name("model", m) + " of " + of), languages));
  }

  private static String name(String kind, String value) {
    return kind + " " + ServerText.clean(value);
  }

  /** What is known to be absent; what is only not shown may be there. */
  private void need(String key, String of, AllowedValues<?> allowed) {
    if (keys.key(key) instanceof Live.Unset<String>) {
      violations.add(new Missing(at(key), of, allowed));
    }
  }

  private void refuse(String key, String of) {
    if (keys.key(key) instanceof Live.Reported<String>) {
      violations.add(new Unwanted(at(key), of));
    }
  }

  /** The value, if it is known and not refused. */
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
