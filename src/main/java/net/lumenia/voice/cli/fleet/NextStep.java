package net.lumenia.voice.cli.fleet;

import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * What a person does next about an assistant. The message of Ready explains the problem; this is
 * where to look, or the command to type.
 *
 * @param program what a user types before a command
 */
record NextStep(String program, VoiceAssistant assistant) {

  /** A sentence or a command. */
  String text() {
    return switch (Readiness.of(assistant).reason()) {
      case "Synced", "Observed" -> "Nothing.";
      case "Suspended" -> "Remove spec.suspend, so that the operator continues.";
      case "NotReconciled", "Outdated" ->
          "Wait some seconds. If this lasts, check that the operator runs and watches the namespace.";
      case "AwaitingApproval" -> command(program + " approve");
      case "DriftReported" ->
          "Nothing, if the drift is intended. Otherwise write it into the spec, or set driftPolicy:"
              + " Correct.";
      case "DriftConflict" ->
          "Write the live values into the spec, or set driftPolicy: Correct for this change.";
      case "AccountNotFound", "AccountNotReady" ->
          "kubectl describe lumeniaaccount %s -n %s".formatted(account(), namespace());
      case "PromptUnavailable" ->
          "kubectl get configmap -l voice.lumenia.net/prompt=true -n " + namespace();
      case "RateLimited", "Unavailable", "Timeout", "BadResponse", "Verifying", "Flapping" ->
          "Wait: the operator tries again. " + events();
      default ->
          "Correct it as the message says. To check at once: kubectl annotate voiceassistant %s -n %s --overwrite %s=\"$(date)\""
              .formatted(name(), namespace(), ReconcileAnnotation.NAME);
    };
  }

  private String command(String start) {
    return "%s %s -n %s".formatted(start, name(), namespace());
  }

  private String events() {
    return "kubectl events --for voiceassistant/%s -n %s".formatted(name(), namespace());
  }

  private String account() {
    return assistant.getSpec() == null
        ? "default"
        : assistant.getSpec().json().path("accountRef").path("name").asText("default");
  }

  private String name() {
    return assistant.getMetadata().getName();
  }

  private String namespace() {
    return assistant.getMetadata().getNamespace();
  }
}
