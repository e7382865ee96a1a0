package net.lumenia.voice.status;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.status.Given.NOON;
import static net.lumenia.voice.status.Given.check;
import static net.lumenia.voice.status.Given.failed;
import static net.lumenia.voice.status.Given.first;
import static net.lumenia.voice.status.Given.next;
import static net.lumenia.voice.status.Given.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.WithProcesses;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.gitops.GitOpsTools;
import net.lumenia.voice.gitops.Health;
import org.junit.jupiter.api.Test;

/**
 * The health that GitOps tools derive from every status: kstatus, Flux with the expressions of the
 * example, and Argo CD with the product's health check. {@code docs/gitops.md} documents the same.
 */
@WithProcesses
class GitOpsHealthTest {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** The generation of the statuses that {@link Given} makes. */
  private static final int GENERATION = 3;

  /** Only Argo CD has a state for a plan that waits for approval. */
  private static final String ASSISTANTS =
      """
      Synced             Current     Current     Healthy
      Observed           Current     Current     Healthy
      DriftReported      Current     Current     Healthy
      InvalidSpec        Failed      Failed      Degraded
      WorkspaceConflict  Failed      Failed      Degraded
      AccountNotFound    InProgress  InProgress  Progressing
      AccountNotReady    InProgress  InProgress  Progressing
      PromptUnavailable  InProgress  InProgress  Progressing
      CatalogViolation   Failed      Failed      Degraded
      DriftConflict      Failed      Failed      Degraded
      AwaitingApproval   Failed      Failed      Suspended
      Forbidden          Failed      Failed      Degraded
      AssistantNotFound  Failed      Failed      Degraded
      Rejected           Failed      Failed      Degraded
      RateLimited        InProgress  InProgress  Progressing
      Unavailable        InProgress  InProgress  Progressing
      Timeout            InProgress  InProgress  Progressing
      BadResponse        InProgress  InProgress  Progressing
      Verifying          InProgress  InProgress  Progressing
      NotConverging      Failed      Failed      Degraded
      Flapping           InProgress  InProgress  Progressing
      NumberNotFound           Failed  Failed  Degraded
      """;

  private static final String ACCOUNTS =
      """
      Authenticated      Current     Current     Healthy
      InvalidSpec        Failed      Failed      Degraded
      SecretNotFound     InProgress  InProgress  Progressing
      SecretNotLabelled  Failed      Failed      Degraded
      SecretKeyMissing   Failed      Failed      Degraded
      BaseUrlNotAllowed  Failed      Failed      Degraded
      InvalidApiKey      Failed      Failed      Degraded
      Forbidden          Failed      Failed      Degraded
      RateLimited        InProgress  InProgress  Progressing
      Unavailable        InProgress  InProgress  Progressing
      BadResponse        InProgress  InProgress  Progressing
      """;

  @Test
  void healthOfEveryAssistantReason() {
    assertThat(rows(assistants())).isEqualTo(words(ASSISTANTS));
  }

  @Test
  void healthOfEveryAccountReason() {
    assertThat(rows(accounts())).isEqualTo(words(ACCOUNTS));
  }

  @Test
  void toolsShowTheMessage() {
    assertThat(GitOpsTools.ask(text(assistants())))
        .allSatisfy(
            said ->
                assertThat(said.argoCd().message())
                    .isEqualTo("%s: because of %s", said.name(), said.name()))
        .filteredOn(said -> !said.kstatus().status().equals("Current"))
        .allSatisfy(
            said -> assertThat(said.kstatus().message()).isEqualTo("because of %s", said.name()));
  }

  @Test
  void statusOfOlderGenerationIsInProgress() {
    assertThat(verdicts(all().map(changed(o -> metadata(o).put("generation", GENERATION + 1)))))
        .containsOnly("InProgress InProgress Progressing");
  }

  /** kstatus reports an object without conditions as Current; Flux's expressions wait. */
  @Test
  void resourceWithoutStatus() {
    assertThat(verdicts(all().map(changed(object -> object.remove("status")))))
        .containsOnly("Current Unknown Progressing");
  }

  /** The operator adds no finalizers, but another controller may. */
  @Test
  void resourceBeingDeleted() {
    assertThat(
            GitOpsTools.ask(
                text(all().map(changed(o -> metadata(o).put("deletionTimestamp", "" + NOON))))))
        .allSatisfy(
            said -> {
              assertThat(said.kstatus().status()).isEqualTo("Terminating");
              assertThat(said.argoCd().status()).isEqualTo("Progressing");
            });
  }

  /** kstatus and Flux ignore spec.suspend and report the last check of this generation. */
  @Test
  void suspendedResource() {
    UnaryOperator<ObjectNode> suspended = changed(o -> o.withObject("spec").put("suspend", true));

    assertThat(rows(assistants().map(suspended)))
        .isEqualTo(words(ASSISTANTS.replaceAll("\\w+\n", "Suspended\n")));
    assertThat(
            verdicts(
                assistants()
                    .map(suspended)
                    .map(changed(o -> metadata(o).put("generation", GENERATION + 1)))))
        .containsOnly("InProgress InProgress Suspended");
    assertThat(verdicts(assistants().map(suspended).map(changed(o -> o.remove("status")))))
        .containsOnly("Current Unknown Suspended");
  }

  /** Drift that the policy allows is healthy. */
  @Test
  void readyResourceThatDrifts() {
    CheckReport different = check("firstMessage: Hi", "{\"firstMessage\": \"Ho\"}");
    VoiceAssistantStatus drifted =
        next(
            first(failed(different, Reason.TIMEOUT)),
            new ReconcileResult.Blocked(problem(Reason.SYNCED)),
            NOON);

    assertThat(Given.condition(drifted, Conditions.DRIFTED)).startsWith("True");
    assertThat(verdicts(Stream.of(assistant("drifted", drifted))))
        .containsExactly("Current Current Healthy");
  }

  /** Unknown drift does not affect health. */
  @Test
  void readyResourceWithUnknownDrift() {
    VoiceAssistantStatus unknown = first(new ReconcileResult.Blocked(problem(Reason.SYNCED)));

    assertThat(Given.condition(unknown, Conditions.DRIFTED)).startsWith("Unknown");
    assertThat(verdicts(Stream.of(assistant("unknown", unknown))))
        .containsExactly("Current Current Healthy");
  }

  private static Stream<ObjectNode> all() {
    return Stream.concat(assistants(), accounts());
  }

  private static Stream<ObjectNode> assistants() {
    return Arrays.stream(Reason.values())
        .map(
            reason ->
                assistant(reason.text(), first(new ReconcileResult.Blocked(problem(reason)))));
  }

  private static ObjectNode assistant(String name, VoiceAssistantStatus status) {
    return object("VoiceAssistant", name, status);
  }

  private static Stream<ObjectNode> accounts() {
    return Arrays.stream(AccountReason.values())
        .map(reason -> object("LumeniaAccount", reason.text(), account(reason)));
  }

  private static LumeniaAccountStatus account(AccountReason reason) {
    return AccountStatusFactory.next(
        LumeniaAccountStatus.empty(),
        GENERATION,
        new AccountReadiness(reason, "because of " + reason.text()),
        Optional.empty(),
        Optional.empty(),
        NOON);
  }

  private static ObjectNode object(String kind, String name, Object status) {
    ObjectNode object = JSON.createObjectNode();
    object.put("apiVersion", "voice.lumenia.net/v1alpha1").put("kind", kind);
    metadata(object).put("name", name).put("generation", GENERATION);
    object.withObject("spec").put("firstMessage", "Hi");
    object.set("status", JSON.valueToTree(status));
    return object;
  }

  private static ObjectNode metadata(ObjectNode object) {
    return object.withObject("metadata");
  }

  private static UnaryOperator<ObjectNode> changed(Consumer<ObjectNode> change) {
    return object -> {
      change.accept(object);
      return object;
    };
  }

  /** One line per object: its name and its health in each tool. */
  private static String rows(Stream<ObjectNode> objects) {
    return GitOpsTools.ask(text(objects)).stream()
        .map(said -> said.name() + " " + said.row() + "\n")
        .collect(joining());
  }

  private static List<String> verdicts(Stream<ObjectNode> objects) {
    return GitOpsTools.ask(text(objects)).stream().map(Health::row).toList();
  }

  private static String text(Stream<ObjectNode> objects) {
    return objects.map(ObjectNode::toString).collect(joining("\n"));
  }

  private static String words(String table) {
    return table.replaceAll(" +", " ");
  }
}
