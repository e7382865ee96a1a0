package net.lumenia.voice.status;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.crd.VoiceAssistantStatus.AssistantStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.TranscriberStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus.VoiceStatus;
import org.jspecify.annotations.Nullable;

/** The live assistant as status shows it: texts as digests, everything bounded. */
final class AssistantView {

  private static final int MAX_FALLBACKS = 32;

  private final LiveAssistant live;

  private AssistantView(LiveAssistant live) {
    this.live = live;
  }

  /**
   * @param numbers to show the phone number of its id, if the spec gives one
   */
  static AssistantStatus of(LiveAssistant live, Optional<PhoneNumbers> numbers) {
    var view = new AssistantView(live);
    return new AssistantStatus(
        view.text(Field.FIRST_MESSAGE),
        view.text(Field.PROMPT),
        view.object(Field.VOICE, AssistantView::voice),
        view.object(Field.TRANSCRIBER, AssistantView::transcriber),
        view.list(Field.FALLBACK_VOICES, AssistantView::voice),
        view.list(Field.FALLBACK_TRANSCRIBERS, AssistantView::transcriber),
        numberOf(live),
        phoneNumberOf(live, numbers));
  }

  private static @Nullable String phoneNumberOf(
      LiveAssistant live, Optional<PhoneNumbers> numbers) {
    return Optional.ofNullable(numberOf(live))
        .flatMap(id -> numbers.flatMap(all -> all.ofId(id)))
        .map(listed -> listed.number().text())
        .orElse(null);
  }

  /** The linked number, if the API reports one. */
  static @Nullable Long numberOf(LiveAssistant live) {
    return shown(live, Field.NUMBER_ID) instanceof Value.WholeNumber(long id) ? id : null;
  }

  /** The voice as {@code provider/voiceId}, if the API reports one. */
  static @Nullable String voiceOf(LiveAssistant live) {
    if (!(shown(live, Field.VOICE) instanceof LiveValue.Keys keys)) {
      return null;
    }
    String text =
        Stream.of("provider", "voiceId")
            .map(keys::key)
            .flatMap(key -> reported(key).stream())
            .collect(Collectors.joining("/"));
    return text.isEmpty() ? null : ServerText.clean(text);
  }

  private @Nullable String text(Field field) {
    return shown(live, field) instanceof Value.Text(String text) ? Digest.describe(text) : null;
  }

  private <T> @Nullable T object(Field field, Function<LiveValue.Keys, T> view) {
    return shown(live, field) instanceof LiveValue.Keys keys ? view.apply(keys) : null;
  }

  private <T> @Nullable List<T> list(Field field, Function<LiveValue.Keys, T> view) {
    return shown(live, field) instanceof LiveValue.Items(var items)
        ? items.stream().limit(MAX_FALLBACKS).map(view).toList()
        : null;
  }

  private static VoiceStatus voice(LiveValue.Keys keys) {
    return new VoiceStatus(key(keys, "provider"), key(keys, "voiceId"), key(keys, "model"));
  }

  private static TranscriberStatus transcriber(LiveValue.Keys keys) {
    return new TranscriberStatus(key(keys, "provider"), key(keys, "model"), key(keys, "language"));
  }

  private static @Nullable String key(LiveValue.Keys keys, String name) {
    return reported(keys.key(name)).map(ServerText::clean).orElse(null);
  }

  private static @Nullable LiveValue shown(LiveAssistant live, Field field) {
    return reported(live.field(field)).orElse(null);
  }

  private static <T> Optional<T> reported(Live<T> live) {
    return live instanceof Live.Reported<T>(T value) ? Optional.of(value) : Optional.empty();
  }
}
