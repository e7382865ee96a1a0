package net.lumenia.voice.bench.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.lumenia.voice.cli.VoiceOperator;
import net.lumenia.voice.controlplane.GuardedProcess;
import net.lumenia.voice.simulator.SimulatorOptions;

/** {@code voice-operator simulate} with a workspace for each assistant. */
final class SimulatorProcess implements AutoCloseable {

  /** What each answer of the API takes. */
  static final Duration LATENCY = Duration.ofMillis(20);

  private static final Pattern LISTENING = Pattern.compile("listening on (\\S+) ");
  private static final String TRAINING = "training";
  private static final int TRAINING_REQUESTS = 3_000;
  private static final int CONNECTIONS = 64;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final GuardedProcess process;
  private final URI url;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private SimulatorProcess(GuardedProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it, and has it answer requests until its code is compiled.
   *
   * @param directory for its log
   */
  static SimulatorProcess start(Path directory, int workspaces) {
    Path log = directory.resolve("simulator.log");
    GuardedProcess process =
        GuardedProcess.start(
            new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                VoiceOperator.class.getName(),
                "simulate",
                "--port=0",
                "--latency=%dms".formatted(LATENCY.toMillis()),
                "--workspace=" + TRAINING,
                "--workspace-prefix=" + Fleet.PREFIX,
                "--workspaces=" + workspaces),
            log);
    process.await("it listens", () -> listening(log).find());
    Matcher listening = listening(log);
    if (!listening.find()) {
      throw new IllegalStateException("the simulator says no longer where it listens");
    }
    var simulator = new SimulatorProcess(process, URI.create(listening.group(1)));
    simulator.train();
    return simulator;
  }

  private static Matcher listening(Path log) {
    try {
      return LISTENING.matcher(Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void train() {
    String slug = HexFormat.of().formatHex(TRAINING.getBytes(StandardCharsets.UTF_8));
    URI assistant = url.resolve("/api/v1/workspace/%s/voice-integration/assistant".formatted(slug));
    try (ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (int i = 0; i < TRAINING_REQUESTS / 2; i++) {
        String body =
            "{\"firstMessage\": \"%d\", \"prompt\": \"%s\"}".formatted(i, "Hello ".repeat(300));
        clients.execute(
            () -> {
              send(authorized(assistant).GET().build());
              send(authorized(assistant).method("PATCH", BodyPublishers.ofString(body)).build());
            });
      }
    }
    clear();
  }

  private static HttpRequest.Builder authorized(URI uri) {
    return HttpRequest.newBuilder(uri)
        .header("Authorization", "Bearer " + SimulatorOptions.TOKEN)
        .header("X-Account-Id", SimulatorOptions.ACCOUNT_ID)
        .header("Content-Type", "application/json");
  }

  URI url() {
    return url;
  }

  long pid() {
    return process.program().orElseThrow().pid();
  }

  /**
   * A request for an assistant.
   *
   * @param time when it arrived
   * @param firstMessage what it sets; empty if it sets none
   */
  record Call(String workspace, Instant time, String firstMessage) {}

  /** How many requests of the method there were since {@link #clear()}. */
  long count(String method) {
    return get("/_control/requests/counts")
        .path(method)
        .valueStream()
        .mapToLong(JsonNode::asLong)
        .sum();
  }

  /** The newest requests of the method for assistants, after that number, oldest first. */
  List<Call> calls(String method, long since) {
    return get("/_control/requests?method=%s&since=%d".formatted(method, since))
        .path("requests")
        .valueStream()
        .filter(call -> !call.path("workspace").asText().isEmpty())
        .map(
            call ->
                new Call(
                    call.path("workspace").asText(),
                    Instant.parse(call.path("time").asText()),
                    call.path("body").path("firstMessage").asText()))
        .toList();
  }

  /** The number of the newest request. */
  long newest() {
    return get("/_control/requests?since=" + Long.MAX_VALUE).path("last").asLong();
  }

  private void clear() {
    send(HttpRequest.newBuilder(url.resolve("/_control/requests")).DELETE().build());
  }

  private JsonNode get(String path) {
    try {
      return JSON.readTree(send(HttpRequest.newBuilder(url.resolve(path)).build()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.close();
  }
}
