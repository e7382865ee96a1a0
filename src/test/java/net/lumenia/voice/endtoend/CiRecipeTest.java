package net.lumenia.voice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.lumenia.voice.controlplane.WithProcesses;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code examples/ci/review} in a repository with manifests, as CI does. */
@WithProcesses
class CiRecipeTest {

  private static final String SALES =
      """
      apiVersion: voice.lumenia.net/v1alpha1
      kind: VoiceAssistant
      metadata: {name: sales}
      spec:
        workspace: {originalSlug: sales}
        promptFrom: {configMapKeyRef: {name: prompts, key: sales}}
      """;

  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withWorkspaces(List.of("support", "sales")));

  @TempDir Path repository;

  @BeforeEach
  void commitManifests() throws Exception {
    simulator.edit("support", JsonNodeFactory.instance.objectNode().put("firstMessage", "Hi"));
    simulator.edit("sales", JsonNodeFactory.instance.objectNode().put("prompt", "Sell."));
    write("manifests/support.yaml", support("Hi"));
    write("manifests/sales.yaml", SALES);
    write("manifests/prompts.yaml", prompts("Sell."));
    Path program =
        write("bin/voice-operator", "#!/bin/sh\nexec %s \"$@\"\n".formatted(HowToTest.program()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    run("git init -q -b main && git config user.name t && git config user.email t@example.com");
    run("git add manifests && git commit -qm base && git checkout -qb change");
  }

  @AfterEach
  void end() {
    simulator.close();
  }

  @Test
  void summaryShowsTheChange() throws Exception {
    change("manifests/support.yaml", support("Hello"));

    assertThat(review()).isZero();
    assertThat(summary())
        .contains("support", "Hi", "Hello", "Plan: 1 to change, 0 refused, 0 unchanged");
  }

  @Test
  void changedPromptConcernsAssistantsInOtherFiles() throws Exception {
    change("manifests/prompts.yaml", prompts("Sell more."));

    assertThat(review()).isZero();
    assertThat(summary()).contains("sales", "Plan: 1 to change, 0 refused, 1 unchanged");
  }

  @Test
  void invalidManifestFails() throws Exception {
    change("manifests/support.yaml", support("Hi") + "  resyncInterval: soon\n");

    assertThat(review()).isOne();
    assertThat(Files.readString(repository.resolve("output.txt"))).contains("resyncInterval");
  }

  @Test
  void valueThatTheCatalogDoesNotHaveFails() throws Exception {
    change(
        "manifests/support.yaml", support("Hi") + "  voice: {provider: vapi, voiceId: Elliott}\n");

    assertThat(review()).isEqualTo(2);
    assertThat(summary()).contains("Elliot");
  }

  @Test
  void nothingIsComparedWhereNoManifestChanges() throws Exception {
    change("README.md", "unrelated\n");

    assertThat(review()).isZero();
    assertThat(summary()).isEqualTo("No manifest changes.\n");
    assertThat(simulator.requests()).isEmpty();
  }

  @Test
  void failingApiIsNoVerdict() throws Exception {
    change("manifests/support.yaml", support("Hello"));
    simulator.revokeToken(SimulatorOptions.TOKEN);

    assertThat(review()).isEqualTo(3);
  }

  private static String support(String firstMessage) {
    return """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: VoiceAssistant
        metadata: {name: support}
        spec:
          workspace: {originalSlug: support}
          firstMessage: %s
        """
        .formatted(firstMessage);
  }

  private static String prompts(String sales) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: prompts, labels: {voice.lumenia.net/prompt: "true"}}
        data: {sales: "%s"}
        """
        .formatted(sales);
  }

  private void change(String file, String content) throws Exception {
    write(file, content);
    run("git add -A . && git commit -qm change");
  }

  private Path write(String name, String text) throws IOException {
    Path file = repository.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private String summary() throws IOException {
    return Files.readString(repository.resolve("summary.md"));
  }

  private int review() throws Exception {
    return start("'%s' main".formatted(Path.of("examples/ci/review").toAbsolutePath()));
  }

  private void run(String commands) throws Exception {
    assertThat(start(commands)).as(commands).isZero();
  }

  private int start(String commands) throws Exception {
    var builder =
        new ProcessBuilder("sh", "-ec", commands)
            .directory(repository.toFile())
            .redirectErrorStream(true)
            .redirectOutput(repository.resolve("output.txt").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                repository.resolve("bin") + ":" + System.getenv("PATH"),
                "HOME",
                repository.toString(),
                "NO_PROXY",
                "*",
                "LUMENIA_ACCOUNT_ID",
                SimulatorOptions.ACCOUNT_ID,
                "LUMENIA_TOKEN",
                SimulatorOptions.TOKEN,
                "LUMENIA_BASE_URL",
                simulator.baseUrl().toString(),
                "VOICE_OPERATOR_DIFF_ALLOW_INSECURE_HTTP",
                "true"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(commands).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
