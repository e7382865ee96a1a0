package net.lumenia.voice.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.GoTools;

/** Evaluates objects with kstatus, and with the Flux expressions and Argo CD check that we ship. */
public final class GitOpsTools {

  /** The health check for Argo CD. */
  public static final Path HEALTH_CHECK = Path.of("examples/gitops/argo-cd/health.lua");

  /** The actions for Argo CD. */
  static final Path DISCOVERY = Path.of("examples/gitops/argo-cd/actions/discovery.lua");

  /** Argo CD's action that requests a check. */
  static final Path RECONCILE = Path.of("examples/gitops/argo-cd/actions/reconcile.lua");

  private static final Path KUSTOMIZATION = Path.of("examples/gitops/flux/assistants.yaml");
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final long LIMIT_SECONDS = 60;

  /**
   * What Argo CD offers for an object, and does with it.
   *
   * @param disabled the actions by name, and whether each of them is disabled
   * @param object what the action makes of the object
   */
  record Action(Map<String, Boolean> disabled, JsonNode object) {}

  private GitOpsTools() {}

  /**
   * The health of objects, in the same order.
   *
   * @param objects as JSON, concatenated or as a {@code List}
   */
  public static List<Health> ask(String objects) {
    return run(Health.class, objects, KUSTOMIZATION.toString(), HEALTH_CHECK.toString());
  }

  /**
   * What Argo CD offers for an object, and does with it, by our scripts.
   *
   * @param object as JSON
   */
  static Action act(String object) {
    return run(Action.class, object, "action", DISCOVERY.toString(), RECONCILE.toString())
        .getFirst();
  }

  private static <T> List<T> run(Class<T> result, String objects, String... arguments) {
    String program = GoTools.gitOpsHealth().toString();
    try {
      Path input = Files.createTempFile("gitops-health-", ".json");
      Path output = Files.createTempFile("gitops-health-", ".out");
      try {
        Files.writeString(input, objects);
        Process process =
            new ProcessBuilder(Stream.concat(Stream.of(program), Stream.of(arguments)).toList())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended && process.waitFor() == 0).as(Files.readString(output)).isTrue();
        return JSON.readerFor(result).<T>readValues(output.toFile()).readAll();
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
