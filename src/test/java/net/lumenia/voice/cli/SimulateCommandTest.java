package net.lumenia.voice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.lumenia.voice.controlplane.WithProcesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Help and rejected options in this process, and a run as a separate process. */
@Timeout(60)
class SimulateCommandTest {

  private static final Pattern READY = Pattern.compile("listening on (http://\\S+) .*");

  private record Ended(int exitCode, String out, String err) {}

  @Test
  void helpNamesEveryOptionAndDefault() {
    Ended ended = run(Map.of("VOICE_OPERATOR_SIMULATE_TOKEN", "hush"), "simulate", "--help");
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out())
        .contains(
            "--port=PORT",
            "8090",
            "--hide=FIELD",
            "--latency=DURATION",
            "--fault=JSON",
            "flat",
            "nested")
        .contains("VOICE_OPERATOR_SIMULATE_PORT=8090")
        .doesNotContain("hush");
  }

  @Test
  void everyOptionHasEnvironmentVariable() {
    Ended ended = run(Map.of("VOICE_OPERATOR_SIMULATE_PORT", "many"), "simulate");
    assertThat(ended.err()).startsWith("Invalid value for option '--port': 'many'");
    assertThat(ended.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          --port 70000                  | --port: must be between 0 and 65535, not 70000
          --workspaces -1               | --workspaces: must be between 0 and 1000000, not -1
          --workspace=                  | workspace: the name must not be empty
          --shape round                 | expected one of [FLAT, NESTED] (case-insensitive) but was 'round'
          --hide numberId               | hide: "numberId" is not a field; allowed: firstMessage, prompt,
          --latency 5                   | '5' is not a duration; write it like 250ms, 90s, 5m or 1h30m
          --account-id x                | account id: "x" must be a UUID such as
          --fault {}                    | --fault: kind: is required; allowed: latency, status,
          --fault {                     | --fault: Unexpected end-of-input
          --token a,b                   | token: must be one or more of
          --catalog /no/such/file       | --catalog: cannot read /no/such/file: the file does not exist
          --host 192.0.2.1              | cannot listen on 192.0.2.1:0:
          --workspce acme               | Possible solutions: --workspace
          """)
  void invalidOptionIsRejected(String options, String message) {
    List<String> arguments = new ArrayList<>(List.of("simulate", "--port", "0"));
    if (options.startsWith("--port")) {
      arguments.subList(1, 3).clear();
    }
    arguments.addAll(Arrays.asList(options.split(" ", -1)));
    Ended ended = run(Map.of(), arguments.toArray(String[]::new));
    assertThat(ended.err()).contains(message).endsWith("Try 'voice-operator simulate --help'.\n");
    assertThat(ended.exitCode()).isEqualTo(2);
  }

  @Test
  void catalogThatIsNoJsonObjectIsRejected(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("catalog.json"), "{");
    assertThat(run(Map.of(), "simulate", "--catalog", file.toString()).err())
        .contains("it is not JSON: Unexpected end-of-input");
    Files.writeString(file, "[]");
    assertThat(run(Map.of(), "simulate", "--catalog", file.toString()).err())
        .contains("catalog: must be a JSON object");
  }

  @Test
  void addressInUseIsRejected() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      Ended ended = run(Map.of(), "simulate", "--port", Integer.toString(taken.getLocalPort()));
      assertThat(ended.err()).startsWith("cannot listen on 127.0.0.1:").contains("in use");
      assertThat(ended.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void commandIsRequired() {
    assertThat(run(Map.of()).err()).startsWith("Missing required subcommand");
    assertThat(run(Map.of(), "--version").out()).startsWith("voice-operator ");
  }

  @Test
  @WithProcesses
  void printsAddressWhenReadyAndExitsWithZeroOnSigterm() throws Exception {
    Process process =
        java(
            "simulate",
            "--port",
            "0",
            "--workspace=acme",
            "--workspaces=2",
            "--latency=1ms",
            "--fault={\"kind\":\"status\",\"status\":503}",
            "--fault={\"kind\":\"unknownKeys\",\"path\":\"auth\"}");
    try (BufferedReader out = process.inputReader()) {
      Matcher ready = READY.matcher(out.readLine());
      assertThat(ready.matches()).isTrue();
      assertThat(ready.group()).endsWith("workspaces: 3)");
      assertThat(out.readLine()).isEqualTo("try: curl " + ready.group(1) + "/_control/workspaces");
      assertThat(get(ready.group(1) + "/_control/settings")).contains("\"latencyMillis\":1}");
      assertThat(get(ready.group(1) + "/_control/workspaces")).contains("acme", "workspace-2");
      assertThat(get(ready.group(1) + "/_control/faults")).contains("status-1", "unknownKeys-2");
      assertThat(get(ready.group(1) + "/api/v1/auth")).contains("simulated failure 503");
    } finally {
      process.destroy();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static Ended run(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        VoiceOperator.commandLine(environment)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    return new Ended(command.execute(arguments), out.toString(), err.toString());
  }

  private static Process java(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                VoiceOperator.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String get(String url) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
          .body();
    }
  }
}
