package net.lumenia.voice.e2e;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs {@code helm} from the PATH.
 *
 * @param kubeconfig the cluster; empty for {@code KUBECONFIG}
 * @param namespace the namespace of releases
 */
public record Helm(Optional<Path> kubeconfig, String namespace) {

  /** The project's chart. */
  public static final Path CHART = Path.of("helm/voice-operator");

  private static final Program HELM = new Program("helm");

  /** Renders the manifests of an installation, tests included. */
  public Manifests template(String release, String... options) {
    return template(release, CHART, options);
  }

  /** Renders the manifests of another chart's installation, tests included. */
  Manifests template(String release, Path chart, String... options) {
    return Manifests.parse(run(command("template", release, chart, options)));
  }

  /** Renders the notes of an installation, without a cluster. */
  public String notes(String release, String... options) {
    String output =
        run(
            Stream.concat(
                command("install", release, CHART, options), Stream.of("--dry-run=client")));
    return output.substring(output.indexOf("\nNOTES:\n"));
  }

  /**
   * Checks a chart.
   *
   * @throws Program.Failed if it has errors
   */
  public String lint(Path chart, String... options) {
    return run(Stream.concat(Stream.of("lint", chart.toString()), Stream.of(options)));
  }

  public String install(String release, Path chart, String... options) {
    return run(command("install", release, chart, options));
  }

  public String upgrade(String release, Path chart, String... options) {
    return run(command("upgrade", release, chart, options));
  }

  public String uninstall(String release, String... options) {
    return run(Stream.concat(Stream.of("uninstall", release), Stream.of(options)));
  }

  /** Runs the chart's tests and returns helm's report. */
  public String test(String release, String... options) {
    return run(Stream.concat(Stream.of("test", release), Stream.of(options)));
  }

  private static Stream<String> command(
      String verb, String release, Path chart, String... options) {
    return Stream.concat(Stream.of(verb, release, chart.toString()), Stream.of(options));
  }

  private String run(Stream<String> arguments) {
    Stream<String> cluster =
        Stream.concat(
            kubeconfig.stream().flatMap(file -> Stream.of("--kubeconfig", file.toString())),
            Stream.of("--namespace", namespace));
    return HELM.run(Stream.concat(arguments, cluster).toArray(String[]::new));
  }
}
