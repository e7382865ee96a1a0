package net.lumenia.voice.spec;

import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.plan.SendRules;

/**
 * The content of a valid VoiceAssistant spec.
 *
 * @param accountName the LumeniaAccount in the same namespace
 * @param config the managed fields; without the prompt if it comes from a ConfigMap, and without
 *     the number if it is given as a phone number
 * @param rules what may be sent, and when
 * @param resyncInterval empty for the operator's default
 * @param phoneNumber the linked number, whose id is in {@code config} once it is known
 * @param provisionIfMissing whether a missing voice integration may be created
 * @param revisionHistoryLimit how many revisions are kept
 */
public record DesiredState(
    WorkspaceSlug workspace,
    String accountName,
    AssistantConfig config,
    SendRules rules,
    Optional<Duration> resyncInterval,
    Optional<ConfigMapKeyRef> promptFrom,
    Optional<PhoneNumber> phoneNumber,
    boolean provisionIfMissing,
    int revisionHistoryLimit) {

  /** The LumeniaAccount that is used if the spec names none. */
  public static final String DEFAULT_ACCOUNT = "default";

  /** How many revisions are kept if the spec does not say. */
  static final int DEFAULT_HISTORY_LIMIT = 10;

  public DesiredState withPrompt(String prompt) {
    return with(Field.PROMPT, new Value.Text(prompt));
  }

  /** The same with the id of the phone number. */
  public DesiredState withNumber(long id) {
    return with(Field.NUMBER_ID, new Value.WholeNumber(id));
  }

  private DesiredState with(Field field, Value value) {
    return new DesiredState(
        workspace,
        accountName,
        config.with(field, value),
        rules,
        resyncInterval,
        promptFrom,
        phoneNumber,
        provisionIfMissing,
        revisionHistoryLimit);
  }
}
