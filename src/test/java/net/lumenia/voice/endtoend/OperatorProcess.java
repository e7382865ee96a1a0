package net.lumenia.voice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.lumenia.voice.cli.VoiceOperator;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.GuardedProcess;
import net.lumenia.voice.simulator.Simulator;

/**
 * The operator as users run it: a process of its own, which can be killed, with the image's options
 * for Java.
 */
public final class OperatorProcess implements AutoCloseable {

  private static final Pattern RUNNING = Pattern.compile("is running; .* on port (\\d+)");
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final GuardedProcess process;
  private final Path log;

  private OperatorProcess(GuardedProcess process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts an operator for one namespace and waits until its caches are synced.
   *
   * @param more further options; without any it resyncs every 10 s
   */
  public static OperatorProcess start(
      ControlPlane plane, String namespace, Simulator simulator, String... more) {
    var options =
        new ArrayList<>(
            List.of(
                "--namespaces",
                namespace,
                "--default-base-url",
                simulator.baseUrl().toString(),
                "--allow-insecure-http",
                "--no-leader-election"));
    options.addAll(more.length > 0 ? List.of(more) : List.of("--resync-interval", "10s"));
    return run(plane, options);
  }

  /** Starts one of several operators for a namespace, of which the holder of the lease leads. */
  static OperatorProcess replica(Path kubeconfig, String namespace, URI baseUrl) {
    return run(
        kubeconfig,
        List.of(
            "--namespaces",
            namespace,
            "--leader-election-namespace",
            namespace,
            "--default-base-url",
            baseUrl.toString(),
            "--allow-insecure-http"));
  }

  /** Starts an operator with exactly these options, and --kubeconfig and --http-port. */
  public static OperatorProcess run(ControlPlane plane, List<String> options) {
    return run(plane.kubeconfig(), options);
  }

  /** The same, as the user of this kubeconfig. */
  static OperatorProcess run(Path kubeconfig, List<String> options) {
    return run(kubeconfig, List.of(), options);
  }

  /** The same, with the heap of the chart's default container, which has 256 MiB. */
  static OperatorProcess runInSmallHeap(ControlPlane plane, List<String> options) {
    return run(plane.kubeconfig(), List.of("-Xmx71m"), options);
  }

  /** Starts one with further options for Java. */
  public static OperatorProcess run(
      Path kubeconfig, List<String> javaOptions, List<String> options) {
    return run(kubeconfig, Map.of(), javaOptions, options);
  }

  /** Starts one with further environment variables. */
  static OperatorProcess run(
      Path kubeconfig, Map<String, String> environment, List<String> options) {
    return run(kubeconfig, environment, List.of(), options);
  }

  private static OperatorProcess run(
      Path kubeconfig,
      Map<String, String> environment,
      List<String> javaOptions,
      List<String> options) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@src/image/java.args"));
    command.addAll(javaOptions);
    command.addAll(program());
    command.addAll(
        List.of(
            VoiceOperator.class.getName(),
            "run",
            "--kubeconfig",
            kubeconfig.toString(),
            "--http-port",
            "0"));
    command.addAll(options);
    try {
      Path log = Files.createTempFile("voice-operator-", ".log");
      log.toFile().deleteOnExit();
      var builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      var process = GuardedProcess.start(builder, log);
      var operator = new OperatorProcess(process, log);
      operator.awaitRunning();
      return operator;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The built program with its AOT cache, or, where it is not built, the compiled classes. */
  private static List<String> program() {
    String built = System.getProperty("program");
    return built == null
        ? List.of(
            "-Dlogback.configurationFile=logback.xml", "-cp", System.getProperty("java.class.path"))
        : List.of(
            "-XX:AOTCache=%s/lib/voice-operator.aot".formatted(built), "-cp", built + "/lib/*");
  }

  private void awaitRunning() {
    try {
      process.await("it says that it is running", () -> running().find());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** GETs a path of the operator's own HTTP server; a failure shows the operator's log. */
  public HttpResponse<String> http(String path) {
    try {
      return LocalOperator.http(httpPort(), path);
    } catch (UncheckedIOException e) {
      String state = process.program().isPresent() ? "runs" : "has ended";
      throw new IllegalStateException(
          "%s failed, and the operator %s. Its log:%n%s".formatted(path, state, log()), e);
    }
  }

  /** Where the operator's own HTTP server listens. */
  public int httpPort() {
    Matcher running = running();
    assertThat(running.find()).isTrue();
    return Integer.parseInt(running.group(1));
  }

  /** SIGTERM: the operator may finish what it is doing. Returns the exit code. */
  public int terminate() {
    process.program().orElseThrow().destroy();
    return exitCodeWithin(GRACE);
  }

  /** Its process id; empty if it has ended. */
  public OptionalLong pid() {
    return process
        .program()
        .map(ProcessHandle::pid)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /** Waits for its end. */
  int exitCodeWithin(Duration time) {
    assertThat(process.endedWithin(time)).as("ends in time: %s", log()).isTrue();
    return process.exitCode();
  }

  /** Whether it has become the leader. */
  boolean leads() {
    return log().contains(" Leading, with the lease ");
  }

  /** SIGSTOP: no thread of it gets any further. */
  void pause() {
    signal("STOP");
  }

  /** SIGCONT. */
  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    String pid = Long.toString(process.program().orElseThrow().pid());
    try {
      assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL. */
  public void kill() {
    process.close();
  }

  @Override
  public void close() {
    process.close();
  }

  private Matcher running() {
    return RUNNING.matcher(log());
  }
}
