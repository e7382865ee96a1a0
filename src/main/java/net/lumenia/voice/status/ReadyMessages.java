package net.lumenia.voice.status;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.plan.Diff;
import net.lumenia.voice.plan.Flapping;
import net.lumenia.voice.plan.Plan;

/**
 * The sentences of the condition Ready of a VoiceAssistant, all but those of violations ({@link
 * net.lumenia.voice.plan.ViolationText}) and of failures of the API, which say what the API said.
 */
public final class ReadyMessages {

  /** What to do about a workspace without a voice integration. */
  public static final String NOT_PROVISIONED =
      "set spec.provision to IfMissing, and a mode other than Observe, to let the operator create it,"
          + " or create it in Lumenia";

  private ReadyMessages() {}

  /**
   * The message of an assistant that is ready: one sentence, then what else is worth knowing.
   *
   * @param writeOnly the parts that the API does not report
   */
  static String ready(Reason reason, CheckReport report, List<String> writeOnly) {
    Stream<String> unreported =
        writeOnly.isEmpty() ? Stream.empty() : Stream.of(unreported(writeOnly));
    return Stream.of(Stream.of(sentence(reason, report)), unreported, report.notes().stream())
        .flatMap(parts -> parts)
        .collect(joining("; "));
  }

  private static String sentence(Reason reason, CheckReport report) {
    return switch (reason) {
      case OBSERVED ->
          report.drift().isEmpty()
              ? "The assistant is in sync with the spec; in mode Observe the operator sends nothing"
              : "The live assistant differs from the spec in %s, see status.drift; in mode Observe the operator sends nothing"
                      .formatted(DriftView.paths(report))
                  + InvisibleNotes.toMatch(report.drift());
      case DRIFT_REPORTED ->
          "The drift policy leaves drift in place: %s, see status.drift"
                  .formatted(DriftView.paths(report))
              + InvisibleNotes.toMatch(report.drift());
      default -> "The assistant is in sync with the spec";
    };
  }

  private static String unreported(List<String> parts) {
    return "the API does not report %s, so the operator relies on what it sent last"
        .formatted(String.join(", ", parts));
  }

  /**
   * The message about fields that another writer keeps changing. It stays the same until the next
   * correction, so that waiting causes no status writes.
   */
  public static String flapping(Map<Field, Flapping> fields) {
    return "another writer keeps changing %s; find and stop it, or remove these fields from the spec"
        .formatted(
            fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> flapping(entry.getKey(), entry.getValue()))
                .collect(joining(", ")));
  }

  /** Another VoiceAssistant owns the workspace. */
  public static String workspaceConflict(String owner) {
    return "the workspace belongs to VoiceAssistant %s, which is older; delete one of the two, or set mode: Observe in this one; when the other one is deleted, this one takes over"
        .formatted(owner);
  }

  public static String accountNotFound(String account, String namespace) {
    return "there is no LumeniaAccount %s in namespace %s; create it, or name another one in spec.accountRef.name"
        .formatted(account, namespace);
  }

  /** Without the account's own message, which may change with every attempt. */
  public static String accountNotReady(String account, String reason) {
    return "LumeniaAccount %s is not ready: %s; to see what to do, run: kubectl describe lacc %s"
        .formatted(account, reason, account);
  }

  /** The account belongs to another slice, whose operator has not reported on it. */
  public static String accountNotServed(String account) {
    return "LumeniaAccount %s is not in the slice of this operator, and no other operator has checked it; give it the labels of a slice, such as those of its VoiceAssistants"
        .formatted(account);
  }

  public static String accountNotChecked(String account) {
    return "LumeniaAccount %s is not checked yet".formatted(account);
  }

  /**
   * The ConfigMap of the prompt lacks the label with which its owner allows its use.
   *
   * @param label as {@code kubectl label} takes it
   */
  public static String promptNotLabeled(String configMap, String namespace, String label) {
    return "ConfigMap %s lacks its owner's consent to be used as a prompt; label it: kubectl -n %s label configmap %s %s"
        .formatted(configMap, namespace, configMap, label);
  }

  /**
   * There is no ConfigMap of this name.
   *
   * @param label as {@code kubectl label} takes it
   */
  public static String promptNotFound(String configMap, String label) {
    return "there is no ConfigMap %s in this namespace; create it with the label %s, or correct spec.promptFrom"
        .formatted(configMap, label);
  }

  /** A managed field of the answer can't be read. */
  public static String unreadable(Plan.Unreadable plan) {
    return "the API's answer cannot be used at %s: %s; nothing was sent"
        .formatted(plan.path(), plan.problem());
  }

  /** Drift policy Refuse keeps these live values. */
  public static String driftConflict(Plan.Conflict plan) {
    return "nothing was sent: the live %s did not come from this resource, and driftPolicy Refuse does not overwrite it; write the live value in the spec, see status.drift, or set driftPolicy to Correct until this change is made"
            .formatted(names(plan.fields()))
        + InvisibleNotes.toMatch(plan.found().drift(), plan.fields());
  }

  /**
   * A change waits for approval: its fields, never their texts, and how to approve it.
   *
   * @param lostKeys the keys that it would remove
   */
  public static String awaitingApproval(
      String namespace,
      String name,
      Plan.AwaitingApproval plan,
      boolean provisions,
      List<String> lostKeys) {
    String command =
        "kubectl patch va %s --type merge -p '{\"spec\":{\"approvedPlan\":\"%s\"}}' -n %s"
            .formatted(name, plan.hash(), namespace);
    String stale =
        plan.otherApproval()
            .map(ServerText::clean)
            .map(
                "; spec.approvedPlan %s is for another change, or for other live values"::formatted)
            .orElse("");
    Set<Field> fields = plan.change().patch().fields();
    return "would %s %s; to approve exactly this change, run: %s, or commit it%s"
            .formatted(
                provisions ? "create the voice integration with" : "send",
                names(fields),
                command,
                stale)
        + LostKeysNote.ahead(lostKeys)
        + InvisibleNotes.toMatch(plan.change().found().drift(), fields);
  }

  /** The GET that should prove a PATCH failed. */
  public static String unproven(Set<Field> sent, String failure) {
    return "%s sent, but reading the assistant back failed; checking again: %s"
        .formatted(names(sent), failure);
  }

  /** A GET after a PATCH does not show these fields as desired. */
  public static String notShownYet(Set<Field> fields) {
    return "after the PATCH the API does not show the desired %s yet; checking again"
        .formatted(names(fields));
  }

  /** Two PATCHes did not change these fields to what is desired. */
  public static String notConverging(Set<Field> fields, Diff found) {
    return "the API accepted %s twice and shows a different value, see status.drift; it is not sent again until the spec or the live value changes; write it in the spec as the API shows it"
            .formatted(names(fields))
        + InvisibleNotes.toMatch(found.drift(), fields);
  }

  /** Only status tells the next reconcile what was sent, and it can't be written. */
  public static String statusRefused() {
    return "nothing is sent, because the API server refuses every status of this resource as it is stored; correct the resource";
  }

  private static String names(Set<Field> fields) {
    return fields.stream().sorted().map(Field::specName).collect(joining(", "));
  }

  private static String flapping(Field field, Flapping flapping) {
    return "%s (corrected %d times, next correction %s after the last one)"
        .formatted(field.specName(), flapping.corrections(), text(flapping.pause()));
  }

  private static String text(Duration pause) {
    return pause.toSeconds() % 60 == 0
        ? "%d min".formatted(pause.toMinutes())
        : "%d s".formatted(pause.toSeconds());
  }
}
