package net.lumenia.voice.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.status.Conditions;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** A namespace as its users see it. */
public record Cluster(KubernetesClient client) {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  public static void eventually(ThrowingRunnable assertion) {
    within(DEADLINE, assertion);
  }

  public static void within(Duration deadline, ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(deadline)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(assertion);
  }

  public String namespace() {
    return client.getNamespace();
  }

  /** {@code kubectl apply --server-side}. */
  public void apply(String yaml) {
    client.load(new ByteArrayInputStream(yaml.getBytes(UTF_8))).forceConflicts().serverSideApply();
  }

  /**
   * A Secret with the simulator's token, and the account "default" for it, with a budget that makes
   * no test wait.
   */
  public void applyAccount() {
    applySecret(SimulatorOptions.TOKEN);
    applyAccount("default", SimulatorOptions.ACCOUNT_ID, "lumenia", 60_000);
  }

  public void applyAccount(String name, String accountId, String secret, int requestsPerMinute) {
    apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: %s}
        spec: {accountId: %s, tokenSecretRef: {name: %s}, requestsPerMinute: %d}
        """
            .formatted(name, accountId, secret, requestsPerMinute));
  }

  /** The Secret of the account "default". */
  void applySecret(String token) {
    applySecret("lumenia", token);
  }

  /** A labelled Secret with this text as the token, whatever its characters. */
  public void applySecret(String name, String token) {
    apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s, labels: {voice.lumenia.net/credentials: "true"}}
        data: {token: "%s"}
        """
            .formatted(name, Base64.getEncoder().encodeToString(token.getBytes(UTF_8))));
  }

  /** An assistant for the workspace of the same name; the managed part as flow or block YAML. */
  public void applyAssistant(String name, String spec) {
    apply(assistant(name, spec));
  }

  public static String assistant(String name, String spec) {
    return """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: VoiceAssistant
        metadata: {name: %s}
        spec:
          workspace: {originalSlug: %s}
        %s
        """
        .formatted(name, name, spec.stripTrailing().indent(2));
  }

  /** {@code kubectl patch --type merge}. */
  public VoiceAssistant patch(String name, String json) {
    return client
        .resources(VoiceAssistant.class)
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  public VoiceAssistant assistant(String name) {
    return client.resources(VoiceAssistant.class).withName(name).require();
  }

  public VoiceAssistantStatus status(String name) {
    return assistant(name).decodeStatus();
  }

  LumeniaAccount account() {
    return account("default");
  }

  public LumeniaAccount account(String name) {
    return client.resources(LumeniaAccount.class).withName(name).require();
  }

  public List<VoiceAssistant> assistants() {
    return client.resources(VoiceAssistant.class).list().getItems();
  }

  /** How many assistants have which reason; "Outdated" if the status is about an older spec. */
  public Map<String, Long> readyReasons() {
    return assistants().stream()
        .collect(Collectors.groupingBy(Cluster::currentReason, Collectors.counting()));
  }

  /** Why each assistant is ready or not; "Outdated" as above. */
  Map<String, String> currentReasons() {
    return assistants().stream()
        .collect(Collectors.toMap(one -> one.getMetadata().getName(), Cluster::currentReason));
  }

  private static String currentReason(VoiceAssistant assistant) {
    VoiceAssistantStatus status = assistant.decodeStatus();
    return assistant.getMetadata().getGeneration().equals(status.observedGeneration())
        ? Conditions.find(status.conditions(), Conditions.READY).orElseThrow().reason()
        : "Outdated";
  }

  /** The condition Ready as {@code Reason: message}. */
  public String ready(String name) {
    return text(status(name).conditions());
  }

  String accountReady() {
    return accountReady("default");
  }

  public String accountReady(String name) {
    return text(account(name).decodeStatus().conditions());
  }

  private static String text(@Nullable List<Condition> all) {
    return Conditions.find(all, Conditions.READY)
        .map(ready -> ready.status() + " " + ready.reason() + ": " + ready.message())
        .orElse("none");
  }

  /** The reasons of the events about a resource, with their counts: {@code Patched x1}. */
  List<String> events(String name) {
    return client.v1().events().list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getName().equals(name))
        .map(event -> event.getReason() + " x" + event.getCount())
        .toList();
  }

  /** The messages of the events about a resource. */
  List<String> eventMessages(String name) {
    return client.v1().events().list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getName().equals(name))
        .map(Event::getMessage)
        .toList();
  }

  /** Everything that the operator may write, by name and version. */
  String versions() {
    return Stream.of(
            client.resources(VoiceAssistant.class).list().getItems(),
            client.resources(LumeniaAccount.class).list().getItems(),
            client.v1().events().list().getItems())
        .flatMap(List<? extends HasMetadata>::stream)
        .map(Cluster::version)
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static String version(HasMetadata resource) {
    return "%s %s %s"
        .formatted(
            resource instanceof CustomResource<?, ?> custom ? custom.getKind() : Event.class,
            resource.getMetadata().getName(),
            resource.getMetadata().getResourceVersion());
  }
}
