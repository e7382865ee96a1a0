package net.lumenia.voice.reconcile;

import java.util.Optional;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.catalog.CatalogState;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.status.Problem;

/** What comes of the first step of a reconcile. */
sealed interface Observation {

  /**
   * Everything that a plan needs.
   *
   * @param account at which the assistant was read
   * @param live not {@linkplain LiveAssistant#isProvisioned provisioned} only if a voice
   *     integration may be created
   * @param numbers of the account, if the spec gives its number as a phone number
   * @param prompt where the prompt comes from, if it is from a ConfigMap
   * @param api for the calls that follow; to be closed after them
   */
  record Observed(
      VoiceAssistant resource,
      DesiredState desiredState,
      AccountEndpoint account,
      Optional<PhoneNumbers> numbers,
      Optional<Prompt.Source> prompt,
      AssistantApi api,
      LiveAssistant live,
      CatalogState catalog)
      implements Observation {

    /** The same, with a newer catalog. */
    Observed withNewerCatalog() {
      return new Observed(
          resource, desiredState, account, numbers, prompt, api, live, api.newerCatalog());
    }
  }

  /**
   * A prerequisite is not met, or the API gave no answer.
   *
   * @param desiredState empty if the spec is invalid
   */
  record Blocked(Optional<DesiredState> desiredState, Problem problem) implements Observation {}

  /** The account's calls are paused; its rate limiter starts another reconcile. */
  record Paused(DesiredState desiredState, Problem problem) implements Observation {}

  /** The account is not checked yet; its first status starts another reconcile. */
  record AwaitingAccount() implements Observation {}

  /** The resource waits for a permit; the account's rate limiter starts another reconcile. */
  record Queued() implements Observation {}
}
