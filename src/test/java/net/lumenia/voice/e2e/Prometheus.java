package net.lumenia.voice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.lumenia.voice.controlplane.GuardedProcess;

/** A running Prometheus that scrapes every second, and promtool. */
final class Prometheus implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("\"Listening on\" address=(\\S+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final GuardedProcess process;
  private final Path log;

  private Prometheus(GuardedProcess process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it in a folder, with a rule file and targets on these ports of the loopback interface.
   */
  static Prometheus start(Path folder, Path rules, List<Integer> ports) {
    Path config = folder.resolve("prometheus.yml");
    Path log = folder.resolve("prometheus.log");
    try {
      Files.writeString(config, config(rules, ports));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var command =
        List.of(
            program("prometheus"),
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:0");
    var prometheus = new Prometheus(GuardedProcess.start(new ProcessBuilder(command), log), log);
    prometheus.awaitListening();
    return prometheus;
  }

  private static String config(Path rules, List<Integer> ports) {
    List<String> targets = ports.stream().map("'127.0.0.1:%d'"::formatted).toList();
    return """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: ['%s']
        scrape_configs:
          - job_name: voice-operator
            static_configs: [{targets: %s}]
        """
        .formatted(rules.toAbsolutePath(), targets);
  }

  private void awaitListening() {
    try {
      process.await("Prometheus listens", () -> listening().find());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Matcher listening() {
    try {
      return LISTENING.matcher(Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The current result of an expression. */
  JsonNode query(String expression) {
    return get("query?query=" + encoded(expression)).at("/data/result");
  }

  /** The results of an expression since a time, in steps of one second. */
  JsonNode query(String expression, Instant since) {
    return get("query_range?query=%s&start=%s&end=%s&step=1"
            .formatted(encoded(expression), since, Instant.now()))
        .at("/data/result");
  }

  /** The loaded rules with their last evaluation. */
  JsonNode rules() {
    return get("rules").at("/data/groups");
  }

  private JsonNode get(String path) {
    Matcher listening = listening();
    if (!listening.find()) {
      throw new IllegalStateException("Prometheus no longer listens");
    }
    URI uri = URI.create("http://%s/api/v1/%s".formatted(listening.group(1), path));
    try {
      var response = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalArgumentException(path + ": " + response.body());
      }
      return JsonMapper.builder().build().readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** Runs promtool, with a file as its standard input, and returns its output by lines. */
  static List<String> promtool(Optional<Path> input, String... arguments) {
    var command = new ArrayList<>(List.of(program("promtool")));
    command.addAll(List.of(arguments));
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      input.ifPresent(file -> builder.redirectInput(file.toFile()));
      Process process = builder.start();
      List<String> output = process.inputReader().readAllLines();
      process.waitFor();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String program(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s is not on the PATH; run with PATH=\"$(src/e2e/prometheus):$PATH\""
                        .formatted(name)))
        .toString();
  }

  @Override
  public void close() {
    try (http) {
      process.close();
    }
  }
}
