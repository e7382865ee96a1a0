package net.lumenia.voice.cli.fleet;

import java.util.Optional;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.cli.output.Palette.Style;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.status.Conditions;

/**
 * Whether an assistant is in sync with its current spec.
 *
 * @param status True, False or Unknown
 * @param since when the status became this, as in the condition
 */
public record Readiness(String status, String reason, String message, Optional<String> since) {

  private static final Readiness SUSPENDED =
      unknown("Suspended", "spec.suspend is true: the operator reads, sends and reports nothing");
  private static final Readiness NEW =
      unknown("NotReconciled", "the operator has not reported on this assistant");
  private static final Readiness OUTDATED =
      unknown("Outdated", "the operator has not reported on the current spec");

  /** Reads spec and status of an assistant. */
  public static Readiness of(VoiceAssistant assistant) {
    if (assistant.getSpec() != null
        && assistant.getSpec().json().path("suspend").asBoolean(false)) {
      return SUSPENDED;
    }
    VoiceAssistantStatus status = assistant.decodeStatus();
    Optional<Condition> ready = Conditions.find(status.conditions(), Conditions.READY);
    if (ready.isEmpty()) {
      return NEW;
    }
    return assistant.getMetadata().getGeneration().equals(status.observedGeneration())
        ? of(ready.get())
        : OUTDATED;
  }

  private static Readiness of(Condition ready) {
    return new Readiness(
        ServerText.clean(ready.status()),
        ServerText.clean(ready.reason()),
        ServerText.visible(ready.message()),
        Optional.of(ready.lastTransitionTime()));
  }

  private static Readiness unknown(String reason, String message) {
    return new Readiness("Unknown", reason, message, Optional.empty());
  }

  /** Whether the assistant is in sync. */
  public boolean isTrue() {
    return status.equals("True");
  }

  Style style() {
    return switch (status) {
      case "True" -> Style.GOOD;
      case "False" -> Style.BAD;
      default -> Style.WARNING;
    };
  }
}
