package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.lumenia.voice.cli.VoiceOperator;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.Kubectl;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs the commands of the pages in {@code docs/how-to}, as a user pastes them. One operator serves
 * all pages, because they mostly wait.
 */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class HowToTest {

  private static final Path PAGES = Path.of("docs/how-to");
  private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
  private static final long LIMIT_SECONDS = 180;
  private static final String PRODUCTION = "5f0c2b1e-7d43-4a86-9e21-c0ffee000002";
  private static final List<String> BRANCHES =
      IntStream.range(0, 20).mapToObj("branch-%d"::formatted).toList();

  private static final List<String> SHOPS =
      IntStream.rangeClosed(1, 80).mapToObj("Shop No. %d"::formatted).toList();

  private final Simulator simulator =
      Simulator.start(
          SimulatorOptions.defaults()
              .withWorkspaces(
                  Stream.concat(Stream.of("support", "sales", "acme-staging"), BRANCHES.stream())
                      .toList()));
  private final Cluster cluster;
  private final Kubectl kubectl;
  private final LocalOperator operator;

  @TempDir Path directory;

  HowToTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    cluster = new Cluster(client);
    kubectl = plane.kubectl();
    operator =
        LocalOperator.start(
            plane.kubeconfig(),
            Set.of(cluster.namespace(), "voice-staging", "voice-production"),
            simulator.baseUrl(),
            Set.of(productionUrl()),
            Duration.ofHours(24));
  }

  /** The same API by another name. */
  private URI productionUrl() {
    return URI.create("http://localhost:" + simulator.baseUrl().getPort());
  }

  @AfterEach
  void end() {
    operator.close();
    simulator.close();
  }

  @Test
  void theCommandsOfThePagesWork() throws IOException {
    installPrograms();
    cluster.applyAccount();
    assertThat(pages())
        .as("each page has its part of this test")
        .containsExactlyInAnyOrder(
            "adopt.md",
            "move-number.md",
            "one-prompt.md",
            "restore.md",
            "rotate-token.md",
            "two-environments.md");
    adopt();
    onePrompt();
    restore();
    rotateToken();
    twoEnvironments();
    moveNumber();
  }

  private void adopt() throws IOException {
    for (String shop : SHOPS) {
      simulator.addWorkspace(
          shop,
          JsonNodeFactory.instance
              .objectNode()
              .put("firstMessage", "Welcome to " + shop)
              .put("prompt", "You work for " + shop + ".\n\n- Be kind.\n"));
    }
    write("names.txt", String.join("\n", SHOPS) + "\n");
    run("adopt.md");
    assertThat(SHOPS).allSatisfy(shop -> assertThat(simulator.patches(shop)).isEmpty());
    assertThat(cluster.assistants()).hasSize(SHOPS.size());
    cluster.client().resources(VoiceAssistant.class).delete();
  }

  private void onePrompt() throws IOException {
    write("workspaces.txt", String.join("\n", BRANCHES) + "\n");
    run("one-prompt.md");
    assertThat(BRANCHES)
        .allSatisfy(
            branch -> {
              assertThat(simulator.assistant(branch).path("prompt").asText())
                  .isEqualTo("You are the receptionist of Acme. Be kind and brief.");
              assertThat(simulator.patches(branch)).hasSize(2);
            });
  }

  private void moveNumber() throws IOException {
    cluster.applyAssistant("support", "numberId: 42");
    cluster.applyAssistant("sales", "firstMessage: Hello");
    awaitReady("support");
    awaitReady("sales");
    run("move-number.md");
    assertThat(simulator.assistant("sales").path("number_id").asInt()).isEqualTo(42);
    assertThat(simulator.assistant("support").path("number_id").asInt()).isEqualTo(43);
  }

  private void restore() throws IOException {
    cluster.applyAssistant("support", "prompt: Be kind.");
    awaitReady("support");
    cluster.patch("support", "{\"spec\": {\"prompt\": \"Be quick.\"}}");
    eventually(
        () ->
            assertThat(simulator.assistant("support").path("prompt").asText())
                .isEqualTo("Be quick."));
    awaitReady("support");
    run("restore.md");
    assertThat(simulator.assistant("support").path("prompt").asText()).isEqualTo("Be kind.");
    assertThat(simulator.patches("support")).hasSize(3);
  }

  private void rotateToken() throws IOException {
    simulator.addToken(SimulatorOptions.ACCOUNT_ID, "new-token");
    write("new-token.txt", "new-token\n");
    run("rotate-token.md");
    simulator.revokeToken(SimulatorOptions.TOKEN);
    cluster.patch("support", "{\"spec\": {\"prompt\": \"Be quick.\"}}");
    eventually(
        () ->
            assertThat(simulator.assistant("support").path("prompt").asText())
                .isEqualTo("Be quick."));
  }

  private void twoEnvironments() throws IOException {
    simulator.account(PRODUCTION).addWorkspace("acme");
    simulator.addToken(PRODUCTION, "production-token");
    write("staging-token.txt", "new-token");
    write("production-token.txt", "production-token");
    run("two-environments.md");
    String welcome = "Welcome to Acme, how can I help you?";
    assertThat(simulator.assistant("acme-staging").path("firstMessage").asText())
        .isEqualTo(welcome);
    assertThat(simulator.account(PRODUCTION).assistant("acme").path("firstMessage").asText())
        .isEqualTo(welcome);
  }

  private void awaitReady(String name) {
    eventually(
        () -> {
          assertThat(cluster.ready(name)).startsWith("True Synced:");
          assertThat(cluster.status(name).observedGeneration())
              .isEqualTo(cluster.assistant(name).getMetadata().getGeneration());
        });
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("README.md"))
          .toList();
    }
  }

  /** A kubectl and a voice-operator for the current namespace, as a user has them. */
  private void installPrograms() throws IOException {
    Files.createDirectories(directory.resolve("bin"));
    Files.copy(kubectl.kubeconfig(), directory.resolve("kubeconfig"));
    Files.createSymbolicLink(directory.resolve("bin/kubectl"), kubectl.program());
    Path program = write("bin/voice-operator", "#!/bin/sh\nexec %s \"$@\"\n".formatted(program()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    runScript(
        "the current namespace",
        "kubectl config set-context --current --namespace=" + cluster.namespace());
  }

  /** The built program, or, where it is not built, the compiled classes. */
  static String program() {
    String built = System.getProperty("program");
    return built == null
        ? "'%s' -cp '%s' %s"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Pattern.compile(File.pathSeparator)
                    .splitAsStream(System.getProperty("java.class.path"))
                    .map(entry -> Path.of(entry).toAbsolutePath().toString())
                    .collect(joining(File.pathSeparator)),
                VoiceOperator.class.getName())
        : "'%s'".formatted(Path.of(built, "bin", "voice-operator").toAbsolutePath());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /** All commands of a page, in order, in one shell that ends at the first that fails. */
  private void run(String page) throws IOException {
    runScript(
        page,
        COMMANDS
            .matcher(Files.readString(PAGES.resolve(page)))
            .results()
            .map(match -> match.group(1))
            .collect(joining("\n")));
  }

  private void runScript(String name, String commands) throws IOException {
    Path script = write("script.sh", commands);
    Path output = directory.resolve("output.txt");
    var builder =
        new ProcessBuilder("bash", "-euxo", "pipefail", script.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment());
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      assertThat(ended).as("%s ends in time: %s", name, Files.readString(output)).isTrue();
      assertThat(process.exitValue()).as("%s: %s", name, Files.readString(output)).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> environment() {
    String baseUrl = simulator.baseUrl().toString();
    return Map.ofEntries(
        Map.entry("PATH", directory.resolve("bin") + ":" + System.getenv("PATH")),
        Map.entry("HOME", directory.toString()),
        Map.entry("KUBECONFIG", directory.resolve("kubeconfig").toString()),
        Map.entry("NO_PROXY", "*"),
        Map.entry("BASE_URL", baseUrl),
        Map.entry("VOICE_OPERATOR_EXPORT_ALLOW_INSECURE_HTTP", "true"),
        Map.entry("VOICE_OPERATOR_AUDIT_ALLOW_INSECURE_HTTP", "true"),
        Map.entry("STAGING_URL", baseUrl),
        Map.entry("STAGING_ACCOUNT", SimulatorOptions.ACCOUNT_ID),
        Map.entry("PRODUCTION_URL", productionUrl().toString()),
        Map.entry("PRODUCTION_ACCOUNT", PRODUCTION));
  }
}
