package net.lumenia.voice.spec;

import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.Transcriber;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.assistant.Voice;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.AccountRef;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.DriftPolicy;
import net.lumenia.voice.crd.PromptSource;
import net.lumenia.voice.crd.Provision;
import net.lumenia.voice.crd.TranscriberSpec;
import net.lumenia.voice.crd.VoiceAssistantSpec;
import net.lumenia.voice.crd.VoiceSpec;
import net.lumenia.voice.crd.WorkspaceSpec;
import net.lumenia.voice.plan.DriftRule;
import net.lumenia.voice.plan.SendRules;
import net.lumenia.voice.plan.Violation;
import net.lumenia.voice.plan.WriteMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads a spec into a {@link DesiredState}. The API server has validated the spec, but perhaps with
 * an older schema, so this validates it again.
 */
public final class SpecReader {

  private SpecReader() {}

  /** Reads a decoded spec. Returns problems of the spec as violations; throws no exception. */
  public static SpecReading read(Decoded<VoiceAssistantSpec> decoded) {
    return switch (decoded) {
      case Decoded.Invalid<VoiceAssistantSpec>(String path, String problem) ->
          new SpecReading.Unusable(List.of(new Violation(path, problem)));
      case Decoded.Valid<VoiceAssistantSpec>(VoiceAssistantSpec spec) -> read(spec);
    };
  }

  private static SpecReading read(VoiceAssistantSpec spec) {
    List<Violation> violations = SpecRules.violations(spec);
    return violations.isEmpty()
        ? new SpecReading.Usable(desiredState(spec))
        : new SpecReading.Unusable(violations);
  }

  private static DesiredState desiredState(VoiceAssistantSpec spec) {
    return new DesiredState(
        slug(spec.workspace()),
        Optional.ofNullable(spec.accountRef())
            .map(AccountRef::name)
            .orElse(DesiredState.DEFAULT_ACCOUNT),
        config(spec),
        new SendRules(policy(spec.driftPolicy()), permission(spec)),
        Optional.ofNullable(spec.resyncInterval()).flatMap(ResyncInterval::parse),
        Optional.ofNullable(spec.promptFrom()).map(PromptSource::configMapKeyRef),
        Optional.ofNullable(spec.phoneNumber()).flatMap(PhoneNumber::of),
        spec.provision() == Provision.IF_MISSING,
        Optional.ofNullable(spec.revisionHistoryLimit())
            .orElse(DesiredState.DEFAULT_HISTORY_LIMIT));
  }

  private static DriftRule policy(@Nullable DriftPolicy policy) {
    return switch (policy) {
      case null -> SendRules.DEFAULT.policy();
      case CORRECT -> DriftRule.CORRECT;
      case REPORT -> DriftRule.REPORT;
      case REFUSE -> DriftRule.REFUSE;
    };
  }

  private static WriteMode permission(VoiceAssistantSpec spec) {
    return switch (spec.mode()) {
      case null -> SendRules.DEFAULT.permission();
      case APPLY -> new WriteMode.Always();
      case PLAN -> new WriteMode.OnceApproved(Optional.ofNullable(spec.approvedPlan()));
      case OBSERVE -> new WriteMode.Never();
    };
  }

  private static WorkspaceSlug slug(WorkspaceSpec workspace) {
    return Optional.ofNullable(workspace.slug())
        .map(WorkspaceSlug::new)
        .or(() -> Optional.ofNullable(workspace.originalSlug()).map(WorkspaceSlug::ofName))
        .orElseThrow();
  }

  private static AssistantConfig config(VoiceAssistantSpec spec) {
    var values = new EnumMap<Field, Value>(Field.class);
    for (Field field : Field.values()) {
      value(field, spec).ifPresent(value -> values.put(field, value));
    }
    return new AssistantConfig(values);
  }

  /** The value that the spec gives; empty if it does not manage the field. */
  static Optional<Value> value(Field field, VoiceAssistantSpec spec) {
    return switch (field) {
      case FIRST_MESSAGE -> text(spec.firstMessage());
      case PROMPT -> text(spec.prompt());
      case VOICE -> Optional.ofNullable(spec.voice()).map(SpecReader::voice);
      case TRANSCRIBER -> Optional.ofNullable(spec.transcriber()).map(SpecReader::transcriber);
      case FALLBACK_VOICES -> fallbacks(spec.fallbackVoices(), SpecReader::voice);
      case FALLBACK_TRANSCRIBERS -> fallbacks(spec.fallbackTranscribers(), SpecReader::transcriber);
      case NUMBER_ID -> Optional.ofNullable(spec.numberId()).map(Value.WholeNumber::new);
    };
  }

  private static Optional<Value> text(@Nullable String text) {
    return Optional.ofNullable(text).map(Value.Text::new);
  }

  private static <T> Optional<Value> fallbacks(
      @Nullable List<T> items, Function<T, ? extends Component> read) {
    return Optional.ofNullable(items)
        .map(list -> new Value.Fallbacks(list.stream().map(read).toList()));
  }

  private static Voice voice(VoiceSpec voice) {
    return new Voice(
        Optional.ofNullable(voice.provider()),
        Optional.ofNullable(voice.voiceId()),
        Optional.ofNullable(voice.model()));
  }

  private static Transcriber transcriber(TranscriberSpec transcriber) {
    return new Transcriber(
        Optional.ofNullable(transcriber.provider()),
        Optional.ofNullable(transcriber.model()),
        Optional.ofNullable(transcriber.language()));
  }
}
