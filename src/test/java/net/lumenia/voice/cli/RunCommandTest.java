package net.lumenia.voice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RunCommandTest {

  private record Ended(int exitCode, String out, String err) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --resync-interval 9s                    | --resync-interval: must be at least 10s
          --resync-interval soon                  | write it like 250ms, 90s, 5m or 1h30m
          --max-requests-per-minute 0             | --max-requests-per-minute: must be between 1 and 1000000
          --max-requests-per-minute 1000001       | --max-requests-per-minute: must be between 1 and 1000000
          --max-concurrent-requests 0             | --max-concurrent-requests: must be between 1 and 10000
          --max-concurrent-requests 10001         | --max-concurrent-requests: must be between 1 and 10000
          --http-port 70000                       | --http-port: must be between 0 and 65535
          --default-base-url http://127.0.0.1:1   | would send tokens unencrypted
          --allowed-base-url ftp://example.com    | must be an http or https URL
          --default-base-url https://u@example.com| must be an http or https URL
          --log-format xml                        | expected one of [TEXT, JSON]
          --log-level loud                        | expected one of [ERROR, WARN, INFO, DEBUG, TRACE]
          --leader-election-lease-duration 2s     | --leader-election-lease-duration: must be whole seconds from 3s to 1h
          --leader-election-lease-duration 3601s  | --leader-election-lease-duration: must be whole seconds from 3s to 1h
          --leader-election-lease-duration 20500ms| --leader-election-lease-duration: must be whole seconds from 3s to 1h
          --leader-election-lease-duration 10s    | --leader-election-renew-deadline: must be less than --leader-election-lease-duration, which is 10s
          --leader-election-renew-deadline 0s     | --leader-election-renew-deadline: must be less than
          --leader-election-renew-deadline 15s    | --leader-election-renew-deadline: must be less than --leader-election-lease-duration, which is 15s
          --leader-election-renew-deadline 3s     | --leader-election-retry-period: must be between 100ms and a quarter of --leader-election-renew-deadline, which is 3s
          --leader-election-retry-period 2501ms   | --leader-election-retry-period: must be between 100ms and a quarter of --leader-election-renew-deadline, which is 10s
          --leader-election-retry-period 50ms     | --leader-election-retry-period: must be between 100ms and a quarter of
          --kubeconfig /no/such/file              | --kubeconfig: file /no/such/file does not exist or cannot be read
          --selector slice=a,                     | --selector: 'slice=a,', at '' (character 9): expected the name of a label
          --selector=                             | --selector: '', at '' (character 1): expected the name of a label
          --selector a --shard-name b             | --selector and --shard-name exclude each other
          --shard-name B                          | --shard-name: must be at most 63 lower-case letters
          --shard-name b --controller-ring -c     | --controller-ring: must be at most 63 lower-case letters
          --shard-name b --no-leader-election     | --shard-name needs the shard's lease
          --ca-file /no/such/ca.pem               | --ca-file: /no/such/ca.pem does not exist
          --ca-file pom.xml                       | --ca-file: pom.xml contains no PEM certificate (-----BEGIN CERTIFICATE-----)
          --no-such-option                        | Unknown option: '--no-such-option'
          """)
  void invalidOptionIsRejected(String options, String message) {
    String[] arguments = ("run " + options).split(" ");
    Ended ended = run(Map.of(), arguments);
    assertThat(ended.err()).contains(message).endsWith("Try 'voice-operator run --help'.\n");
    assertThat(ended.exitCode()).isEqualTo(2);
  }

  @Test
  void everyOptionHasEnvironmentVariable() {
    Ended ended = run(Map.of("VOICE_OPERATOR_RESYNC_INTERVAL", "1s"), "run");
    assertThat(ended.err()).startsWith("--resync-interval: must be at least 10s");
    assertThat(run(Map.of("VOICE_OPERATOR_MAX_REQUESTS_PER_MINUTE", "0"), "run").err())
        .startsWith("--max-requests-per-minute: must be between 1 and 1000000");
    assertThat(run(Map.of("VOICE_OPERATOR_MAX_CONCURRENT_REQUESTS", "-1"), "run").err())
        .startsWith("--max-concurrent-requests: must be between 1 and 10000");
  }

  @Test
  void invalidProxyIsRefusedWithoutItsPassword() {
    Ended ended = run(Map.of("HTTPS_PROXY", "http://me:secret@"), "run");
    assertThat(ended.err())
        .startsWith("HTTPS_PROXY is not the URL of a proxy; give it as http://")
        .doesNotContain("secret");
    assertThat(ended.exitCode()).isEqualTo(2);
  }

  /** The Operator Lifecycle Manager sets the watched namespaces like this; empty means all. */
  @ParameterizedTest
  @CsvSource({"'team-a,team-b', 2", "team-a, 1", "'', 0"})
  void variableCanBeAListAndEmptyOneIsAbsent(String variable, int namespaces) {
    CommandLine.ParseResult run =
        VoiceOperator.commandLine(Map.of("VOICE_OPERATOR_NAMESPACES", variable))
            .parseArgs("run")
            .subcommand();
    assertThat(run.commandSpec().findOption("--namespaces").<Set<String>>getValue())
        .hasSize(namespaces);
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(run(Map.of(), "run", "--help").out().replaceAll("\\s+", " "))
        .contains(
            "--kubeconfig=FILE",
            "--namespaces=NAMESPACE",
            "--selector=SELECTOR",
            "--shard-name=NAME",
            "--controller-ring=NAME",
            "Default: voice-operator",
            "--default-base-url=URL",
            "--allowed-base-url=URL",
            "--allow-insecure-http",
            "--resync-interval=DURATION",
            "Default: 5m",
            "--max-requests-per-minute=N",
            "Default: 60000",
            "--max-concurrent-requests=N",
            "Default: 128",
            "--http-port=PORT",
            "--[no-]leader-election",
            "--leader-election-namespace=NAMESPACE",
            "--leader-election-lease-duration=DURATION",
            "--leader-election-renew-deadline=DURATION",
            "--leader-election-retry-period=DURATION",
            "--log-format=FORMAT",
            "--log-level=LEVEL");
  }

  private static Ended run(Map<String, String> environment, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine command =
        VoiceOperator.commandLine(environment)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    return new Ended(command.execute(arguments), out.toString(), err.toString());
  }
}
