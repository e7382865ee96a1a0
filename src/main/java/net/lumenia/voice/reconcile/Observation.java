package net.lumenia.voice.reconcile;

import java.util.Optional;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.catalog.CatalogState;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.limiter.Permit;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.status.Problem;

/** What there is to be seen of an assistant, on both sides. */
sealed interface Observation {

  /**
   * Everything that a plan needs.
   *
   * @param prompt where the prompt comes from, if not from the spec
   * @param permit for the calls that are still to be made; to be closed after them
   */
  record Observed(
      VoiceAssistant resource,
      DesiredState desiredState,
      Optional<Prompt.Source> prompt,
      Permit permit,
      LiveAssistant live,
      CatalogState catalog)
      implements Observation {

    Observed judgedBy(CatalogState newer) {
      return new Observed(resource, desiredState, prompt, permit, live, newer);
    }
  }

  /** Something keeps the operator from looking. */
  record Blocked(Optional<DesiredState> desiredState, Problem problem) implements Observation {
    Optional<WorkspaceSlug> workspace() {
      return desiredState.map(DesiredState::workspace);
    }
  }

  /** The account's gate lets nothing through; it will start this again. */
  record Paused(DesiredState desiredState, Problem problem) implements Observation {}

  /** The account was not examined yet; its first status will start this again. */
  record AwaitingAccount() implements Observation {}

  /** The account's gate is busy; it will start this again. */
  record Queued() implements Observation {}
}
