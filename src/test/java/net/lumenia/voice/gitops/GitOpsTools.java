package net.lumenia.voice.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.lumenia.voice.controlplane.GoTools;

/** Evaluates objects with kstatus, and with the Flux expressions and Argo CD check that we ship. */
public final class GitOpsTools {

  /** The health check for Argo CD. */
  public static final Path HEALTH_CHECK = Path.of("examples/gitops/argo-cd/health.lua");

  private static final Path KUSTOMIZATION = Path.of("examples/gitops/flux/assistants.yaml");
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final long LIMIT_SECONDS = 60;

  private GitOpsTools() {}

  /**
   * The health of objects, in the same order.
   *
   * @param objects as JSON, concatenated or as a {@code List}
   */
  public static List<Health> ask(String objects) {
    Path program = GoTools.gitOpsHealth();
    try {
      Path input = Files.createTempFile("gitops-health-", ".json");
      Path output = Files.createTempFile("gitops-health-", ".out");
      try {
        Files.writeString(input, objects);
        Process process =
            new ProcessBuilder(
                    program.toString(), KUSTOMIZATION.toString(), HEALTH_CHECK.toString())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended && process.waitFor() == 0).as(Files.readString(output)).isTrue();
        return JSON.readerFor(Health.class).<Health>readValues(output.toFile()).readAll();
      } finally {
        Files.delete(input);
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
