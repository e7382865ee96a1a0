package net.lumenia.voice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.lumenia.voice.bench.HostileApi.Trick;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.endtoend.Cluster;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.FaultPhase;

/**
 * Everything that a tenant can do to harm others, in namespaces of its own.
 *
 * @param mallory the tenant's namespace
 * @param files another one, for what is large
 * @param lumenia the API that the other tenant uses, too
 * @param hostile an API of the tenant's own
 * @param calm the names of the other tenant's assistants and workspaces
 */
record Attacks(
    Cluster mallory, Cluster files, Simulator lumenia, HostileApi hostile, List<String> calm) {

  private static final String ACCOUNT_ID = "5f0c2b1e-7d43-4a86-9e21-c0ffee000666";
  private static final List<String> TOKENS = List.of("token-of-mallory", "another-of-mallory");
  private static final int BUSY = 30;
  private static final int CONFLICTS = 1_000;
  private static final int FILES = 40;
  private static final int FILE_BYTES = 1_000_000;
  private static final int INVENTED = 200;
  private static final int PROMPTS = 8;
  private static final int PROMPT_CHARACTERS = 200_000;
  private static final int RECREATED = 20;

  /** What can be had for itself, by name. */
  static final List<String> KINDS =
      List.of("limits", "conflicts", "files", "answers", "prompts", "accounts", "recreation");

  /** Makes what attacks of these kinds need; they begin when they are told to. */
  List<Attack> prepare(Collection<String> kinds) {
    account();
    return KINDS.stream().filter(kinds::contains).flatMap(kind -> prepare(kind).stream()).toList();
  }

  private List<Attack> prepare(String kind) {
    Progress.say("preparing: " + kind);
    return switch (kind) {
      case "limits" -> limits();
      case "conflicts" -> conflicts();
      case "files" -> large();
      case "answers" -> answers();
      case "prompts" -> prompts();
      case "accounts" -> accounts();
      default -> recreation();
    };
  }

  private void account() {
    TOKENS.forEach(token -> lumenia.addToken(ACCOUNT_ID, token));
    mallory.applySecret("lumenia", TOKENS.getFirst());
    mallory.applyAccount("default", ACCOUNT_ID, "lumenia", 60_000);
    mallory.applySecret("invalid", "no-token-of-the-other-tenant");
    mallory.applyAccount("invalid", SimulatorOptions.ACCOUNT_ID, "invalid", 60_000);
  }

  /** Calls take their time, so that some are under way whenever something is changed. */
  private List<Attack> limits() {
    lumenia.inject(Fault.of(new FaultKind.Latency(2_000, FaultPhase.AFTER)).inAccount(ACCOUNT_ID));
    apply(BUSY, i -> own("busy-" + i, "firstMessage: Hello"));
    lumenia.inject(Fault.status(500).in("busy-0"));
    lumenia.inject(Fault.of(new FaultKind.Latency(60_000, FaultPhase.AFTER)).in("busy-1"));
    lumenia.inject(Fault.of(new FaultKind.Reset(FaultPhase.BEFORE, false)).in("busy-2"));
    return List.of(
        Attack.of(
            "maxConcurrentRequests 16, 1, 10000 while calls are under way",
            Duration.ofSeconds(2),
            count -> {
              edit("busy-", BUSY, "limits " + count);
              mallory.apply(limited("default", List.of(16, 1, 10_000).get(count % 3)));
            }),
        Attack.of(
            "a second account resource with other limits",
            Duration.ofSeconds(5),
            count -> mallory.apply(limited("second", List.of(1, 64).get(count % 2)))),
        Attack.of(
            "a rotated token while calls are under way",
            Duration.ofSeconds(5),
            count -> mallory.applySecret("lumenia", TOKENS.get(count % TOKENS.size()))),
        Attack.of(
            "an assistant that always gets 500, one that hangs, one that is reset",
            Duration.ofMillis(500),
            count -> patch("busy-" + count % 3, message("edit " + count))));
  }

  private static String limited(String name, int atOnce) {
    return account(name, ACCOUNT_ID, "", "lumenia", 1_000_000, atOnce);
  }

  private static String account(
      String name, String accountId, String baseUrl, String secret, int perMinute, int atOnce) {
    return """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: %s}
        spec: {accountId: %s, %s tokenSecretRef: {name: %s}, requestsPerMinute: %d, maxConcurrentRequests: %d}
        """
        .formatted(name, accountId, baseUrl, secret, perMinute, atOnce);
  }

  /** All on one workspace, but for some on those of the other tenant. */
  private List<Attack> conflicts() {
    lumenia.account(ACCOUNT_ID).addWorkspace("wanted");
    apply(CONFLICTS, i -> assistant("conflict-" + i, "wanted", "default", "firstMessage: Hello"));
    apply(
        calm.size(),
        i -> assistant("stolen-" + i, calm.get(i), "invalid", "firstMessage: from mallory"));
    return List.of(
        Attack.of(
            "one of 1,000 that want one workspace, one that wants the other tenant's",
            Duration.ofMillis(200),
            count -> {
              patch("conflict-" + count % CONFLICTS, message("edit " + count));
              patch("stolen-" + count % calm.size(), message("edit " + count));
            }));
  }

  private List<Attack> large() {
    mallory.apply(configMap("busy", "text", "Be kind.", "noise", "0"));
    mallory.apply(own("noisy", "promptFrom: {configMapKeyRef: {name: busy, key: text}}"));
    Progress.say("%d ConfigMaps and Secrets of 1 MiB each".formatted(FILES));
    for (int i = 0; i < FILES; i++) {
      writeConfigMap(i, 0);
      writeSecret(i, 0);
    }
    files.applySecret("lumenia", TOKENS.getFirst());
    files.applyAccount("default", ACCOUNT_ID, "lumenia", 60_000);
    files.apply(
        assistant(
            "large",
            "large",
            "default",
            "promptFrom: {configMapKeyRef: {name: file-0, key: text}}"));
    return List.of(
        Attack.of(
            "a ConfigMap of 1 MiB rewritten, relabelled",
            Duration.ofSeconds(3),
            count -> writeConfigMap(count % FILES, 1 + count)),
        Attack.of(
            "a Secret of 1 MiB rewritten, relabelled, made anew",
            Duration.ofSeconds(3),
            count -> {
              if (count % 5 == 4) {
                kubernetes().secrets().withName("file-" + count % FILES).delete();
              }
              writeSecret(count % FILES, 1 + count);
            }),
        Attack.of(
            "another key of a prompt's ConfigMap",
            Duration.ofMillis(100),
            count -> mallory.apply(configMap("busy", "text", "Be kind.", "noise", "" + count))));
  }

  private static String configMap(String name, String... data) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: %s, labels: {voice.lumenia.net/prompt: "true"}}
        data: {%s: "%s", %s: "%s"}
        """
        .formatted(name, data[0], data[1], data[2], data[3]);
  }

  private void writeConfigMap(int number, int version) {
    var file =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("file-" + number)
            .addToLabels("voice.lumenia.net/prompt", Boolean.toString(version % 3 != 1))
            .addToLabels("version", Integer.toString(version))
            .endMetadata()
            .addToData("text", "You are number " + version)
            .addToData("other", filler(version))
            .build();
    kubernetes().resource(file).forceConflicts().serverSideApply();
  }

  private void writeSecret(int number, int version) {
    byte[] content = filler(version).getBytes(UTF_8);
    var file =
        new SecretBuilder()
            .withNewMetadata()
            .withName("file-" + number)
            .addToLabels("voice.lumenia.net/credentials", Boolean.toString(version % 3 != 1))
            .endMetadata()
            .addToData("token", Base64.getEncoder().encodeToString(content))
            .build();
    kubernetes().resource(file).forceConflicts().serverSideApply();
  }

  private static String filler(int version) {
    return (version + "-").repeat(FILE_BYTES).substring(0, FILE_BYTES);
  }

  private KubernetesClient kubernetes() {
    return files.client();
  }

  /** Accounts of the tenant's own API, with assistants that it answers in each of its ways. */
  private List<Attack> answers() {
    mallory.applySecret("hostile", "any-token");
    for (Trick trick : Trick.values()) {
      mallory.apply(
          account(
              trick.account(),
              trick.accountId(),
              "baseUrl: \"%s\",".formatted(hostile.url()),
              "hostile",
              1_000_000,
              10_000));
      apply(
          16,
          i ->
              assistant(
                  trick.account() + "-" + i,
                  trick.account() + "-" + i,
                  trick.account(),
                  "firstMessage: Hello\ntranscriber: {provider: deepgram, model: nova-3, language: en}"));
    }
    return Arrays.stream(Trick.values())
        .map(
            trick ->
                Attack.of(
                    "16 assistants at once of an API that answers %s".formatted(trick),
                    Duration.ofSeconds(3),
                    count -> edit(trick.account() + "-", 16, "edit " + count)))
        .toList();
  }

  private List<Attack> prompts() {
    IntStream.range(0, PROMPTS)
        .forEach(i -> mallory.apply(own("prompt-" + i, "prompt: " + prompt(0))));
    return List.of(
        Attack.of(
            "a prompt of 200 KB edited, and with it a revision",
            Duration.ofSeconds(1),
            count ->
                patch(
                    "prompt-" + count % PROMPTS,
                    "{\"spec\": {\"prompt\": \"%s\"}}".formatted(prompt(1 + count)))));
  }

  private static String prompt(int version) {
    return (version + " is the number of this prompt. ")
        .repeat(PROMPT_CHARACTERS / 25)
        .substring(0, PROMPT_CHARACTERS);
  }

  private List<Attack> accounts() {
    return List.of(
        Attack.of(
            "an invented account with the largest limits, and an assistant of it",
            Duration.ofSeconds(1),
            count -> {
              String name = "invented-" + count % INVENTED;
              String id = UUID.randomUUID().toString();
              mallory.apply(account(name, id, "", "lumenia", 1_000_000, 10_000));
              mallory.apply(assistant(name, name, name, "firstMessage: Hello"));
              if (count % 3 == 2) {
                mallory.client().resources(LumeniaAccount.class).withName(name).delete();
              }
            }));
  }

  private List<Attack> recreation() {
    return List.of(
        Attack.of(
            "an assistant deleted and created again",
            Duration.ofMillis(500),
            count -> {
              String name = "recreated-" + count % RECREATED;
              mallory.client().resources(VoiceAssistant.class).withName(name).delete();
              mallory.apply(own(name, "firstMessage: number " + count));
            }));
  }

  /** An assistant of the tenant's account, with a workspace that is there. */
  private String own(String name, String spec) {
    lumenia.account(ACCOUNT_ID).addWorkspace(name);
    return assistant(name, name, "default", spec);
  }

  private static String assistant(String name, String workspace, String account, String spec) {
    return """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: VoiceAssistant
        metadata: {name: %s}
        spec:
          workspace: {originalSlug: %s}
          accountRef: {name: %s}
        %s
        """
        .formatted(name, workspace, account, spec.indent(2).stripTrailing());
  }

  private void apply(int count, IntFunction<String> manifest) {
    for (int from = 0; from < count; from += 100) {
      mallory.apply(
          IntStream.range(from, Math.min(count, from + 100))
              .mapToObj(manifest)
              .collect(joining("---\n")));
    }
  }

  private void edit(String prefix, int count, String text) {
    IntStream.range(0, count).forEach(i -> patch(prefix + i, message(text)));
  }

  private static String message(String text) {
    return "{\"spec\": {\"firstMessage\": \"%s\"}}".formatted(text);
  }

  private void patch(String name, String json) {
    mallory.patch(name, json);
  }
}
