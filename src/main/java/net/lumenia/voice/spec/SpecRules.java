package net.lumenia.voice.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.lumenia.voice.crd.AccountRef;
import net.lumenia.voice.crd.TranscriberSpec;
import net.lumenia.voice.crd.VoiceAssistantSpec;
import net.lumenia.voice.crd.VoiceSpec;
import net.lumenia.voice.crd.WorkspaceSpec;
import net.lumenia.voice.plan.Violation;
import org.jspecify.annotations.Nullable;

/** The rules of the schema that what is sent depends on. */
public final class SpecRules {

  private static final Pattern SLUG = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~-]+");
  private static final long MAX_NUMBER_ID = (1L << 53) - 1;
  private static final int MAX_FIRST_MESSAGE = 65_536;
  public static final int MAX_PROMPT = 262_144;
  private static final int MAX_KEY = 256;
  private static final int MAX_FALLBACKS = 32;

  private final List<Violation> violations = new ArrayList<>();

  private SpecRules() {}

  static List<Violation> violations(VoiceAssistantSpec spec) {
    var rules = new SpecRules();
    rules.workspace(spec.workspace());
    rules.accountRef(spec.accountRef());
    rules.texts(spec);
    rules.components(spec);
    rules.numbers(spec);
    return List.copyOf(rules.violations);
  }

  private void require(boolean holds, String path, String message) {
    if (!holds) {
      violations.add(new Violation(path, message));
    }
  }

  private void workspace(@Nullable WorkspaceSpec workspace) {
    if (workspace == null || (workspace.slug() == null) == (workspace.originalSlug() == null)) {
      require(false, "spec.workspace", "give exactly one of slug and originalSlug");
      return;
    }
    require(
        workspace.slug() == null || SLUG.matcher(workspace.slug()).matches(),
        "spec.workspace.slug",
        "must match [A-Za-z0-9._~-]+ and be neither . nor ..; give the workspace's name as"
            + " originalSlug to have it encoded");
    require(
        workspace.originalSlug() == null || !workspace.originalSlug().isBlank(),
        "spec.workspace.originalSlug",
        "must not be blank; give the workspace's name");
  }

  /** The default account is meant only where no other one is. */
  private void accountRef(@Nullable AccountRef account) {
    require(
        account == null || (account.name() != null && !account.name().isBlank()),
        "spec.accountRef.name",
        "name a LumeniaAccount of the same namespace, or remove accountRef for the one named"
            + " default");
  }

  private void texts(VoiceAssistantSpec spec) {
    require(
        Stream.of(
                spec.firstMessage(),
                spec.prompt(),
                spec.promptFrom(),
                spec.voice(),
                spec.transcriber(),
                spec.fallbackVoices(),
                spec.fallbackTranscribers(),
                spec.numberId())
            .anyMatch(Objects::nonNull),
        "spec",
        "give at least one of firstMessage, prompt, promptFrom, voice, transcriber,"
            + " fallbackVoices, fallbackTranscribers, numberId");
    text("spec.firstMessage", spec.firstMessage(), MAX_FIRST_MESSAGE);
    text("spec.prompt", spec.prompt(), MAX_PROMPT);
    require(
        spec.prompt() == null || spec.promptFrom() == null,
        "spec",
        "give at most one of prompt and promptFrom");
  }

  private void text(String path, @Nullable String text, int max) {
    require(
        text == null || !text.isBlank(),
        path,
        "must not be blank; remove it to leave it unmanaged");
    require(
        isAtMost(max, text), path, "must have at most %d characters; shorten it".formatted(max));
  }

  /** In code points, as the API server counts. */
  private static boolean isAtMost(int max, @Nullable String text) {
    return text == null || text.codePointCount(0, text.length()) <= max;
  }

  private void components(VoiceAssistantSpec spec) {
    if (spec.voice() != null) {
      voice("spec.voice", spec.voice());
    }
    if (spec.transcriber() != null) {
      transcriber("spec.transcriber", spec.transcriber());
    }
    items("spec.fallbackVoices", spec.fallbackVoices(), this::fallbackVoice);
    items("spec.fallbackTranscribers", spec.fallbackTranscribers(), this::fallbackTranscriber);
  }

  private <T> void items(String path, @Nullable List<T> items, BiConsumer<String, T> rule) {
    if (items == null) {
      return;
    }
    require(items.size() <= MAX_FALLBACKS, path, "at most 32 items are allowed; remove some");
    for (int i = 0; i < Math.min(items.size(), MAX_FALLBACKS); i++) {
      rule.accept("%s[%d]".formatted(path, i), items.get(i));
    }
  }

  private void fallbackVoice(String path, VoiceSpec voice) {
    needsProvider(path, voice.provider());
    voice(path, voice);
  }

  private void fallbackTranscriber(String path, TranscriberSpec transcriber) {
    needsProvider(path, transcriber.provider());
    transcriber(path, transcriber);
  }

  private void needsProvider(String path, @Nullable String provider) {
    require(
        provider != null,
        path,
        "every fallback is complete in itself; add provider and the keys that it needs");
  }

  private void voice(String path, VoiceSpec voice) {
    keys(path, voice.provider(), voice.voiceId(), voice.model());
    if ("vapi".equals(voice.provider())) {
      require(voice.voiceId() != null, path, "provider vapi needs voiceId; add it");
      require(voice.model() == null, path, "provider vapi takes no model; remove it");
    }
    if ("11labs".equals(voice.provider())) {
      require(
          voice.voiceId() != null && voice.model() != null,
          path,
          "provider 11labs needs voiceId and model; add what is missing");
    }
  }

  private void transcriber(String path, TranscriberSpec transcriber) {
    keys(path, transcriber.provider(), transcriber.model(), transcriber.language());
    if ("deepgram".equals(transcriber.provider()) || "11labs".equals(transcriber.provider())) {
      require(
          transcriber.model() != null && transcriber.language() != null,
          path,
          "provider %s needs model and language; add what is missing"
              .formatted(transcriber.provider()));
    }
  }

  private void keys(String path, @Nullable String... keys) {
    require(
        Stream.of(keys).anyMatch(Objects::nonNull), path, "give at least one key, or remove it");
    require(
        Stream.of(keys).allMatch(key -> key == null || !key.isBlank()),
        path,
        "no key may be blank; remove the ones that are not managed");
    require(
        Stream.of(keys).allMatch(key -> isAtMost(MAX_KEY, key)),
        path,
        "no key may have more than 256 characters; shorten it");
  }

  private void numbers(VoiceAssistantSpec spec) {
    Long number = spec.numberId();
    require(
        number == null || (number >= 1 && number <= MAX_NUMBER_ID),
        "spec.numberId",
        "must be 1 to 9007199254740991");
    require(
        spec.resyncInterval() == null || ResyncInterval.parse(spec.resyncInterval()).isPresent(),
        "spec.resyncInterval",
        "must be a duration of at least 10s such as 90s, 5m or 1h30m");
  }
}
