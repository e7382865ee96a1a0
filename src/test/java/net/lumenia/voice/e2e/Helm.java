package net.lumenia.voice.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The helm of the PATH.
 *
 * @param kubeconfig which cluster; empty for what {@code KUBECONFIG} says
 * @param namespace of the releases
 */
public record Helm(Optional<Path> kubeconfig, String namespace) {

  /** The project's chart. */
  public static final Path CHART = Path.of("helm/voice-operator");

  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** What helm ended with. */
  public record Result(int exitCode, String stdout, String stderr) {}

  /** Helm has refused; the message is all that it said. */
  @SuppressWarnings("serial")
  public static final class Refused extends RuntimeException {

    Refused(List<String> command, Result result) {
      super(
          "%s ended with %d%n%s%s"
              .formatted(
                  String.join(" ", command), result.exitCode(), result.stdout(), result.stderr()));
    }
  }

  /** The manifests that an installation would apply, tests included. */
  public Manifests template(String release, String... options) {
    return Manifests.parse(run(command("template", release, CHART, options)).stdout());
  }

  /**
   * Checks a chart.
   *
   * @throws Refused if something is wrong with it
   */
  public String lint(Path chart, String... options) {
    return run(Stream.concat(Stream.of("lint", chart.toString()), Stream.of(options)).toList())
        .stdout();
  }

  public String install(String release, Path chart, String... options) {
    return run(command("install", release, chart, options)).stdout();
  }

  public String upgrade(String release, Path chart, String... options) {
    return run(command("upgrade", release, chart, options)).stdout();
  }

  public String uninstall(String release, String... options) {
    return run(Stream.concat(Stream.of("uninstall", release), Stream.of(options)).toList())
        .stdout();
  }

  /** Runs the chart's tests; what the pods said is part of the answer. */
  public String test(String release, String... options) {
    return run(Stream.concat(Stream.of("test", release, "--logs"), Stream.of(options)).toList())
        .stdout();
  }

  private static List<String> command(String verb, String release, Path chart, String... options) {
    return Stream.concat(Stream.of(verb, release, chart.toString()), Stream.of(options)).toList();
  }

  private Result run(List<String> arguments) {
    Stream<String> cluster =
        Stream.concat(
            kubeconfig.stream().flatMap(file -> Stream.of("--kubeconfig", file.toString())),
            Stream.of("--namespace", namespace));
    List<String> command =
        Stream.of(Stream.of("helm"), arguments.stream(), cluster).flatMap(part -> part).toList();
    Result result = execute(command);
    if (result.exitCode() != 0) {
      throw new Refused(command, result);
    }
    return result;
  }

  private static Result execute(List<String> command) {
    try {
      Path stdout = Files.createTempFile("helm-", ".out");
      Path stderr = Files.createTempFile("helm-", ".err");
      try {
        Process helm = start(command, stdout, stderr);
        if (!helm.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          helm.destroyForcibly();
          throw new IllegalStateException("%s takes longer than %s".formatted(command, LIMIT));
        }
        return new Result(helm.exitValue(), Files.readString(stdout), Files.readString(stderr));
      } finally {
        Files.delete(stdout);
        Files.delete(stderr);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process start(List<String> command, Path stdout, Path stderr) {
    try {
      return new ProcessBuilder(command)
          .redirectOutput(stdout.toFile())
          .redirectError(stderr.toFile())
          .start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "helm is not on the PATH, and the tests of the chart need it: install Helm", e);
    }
  }
}
