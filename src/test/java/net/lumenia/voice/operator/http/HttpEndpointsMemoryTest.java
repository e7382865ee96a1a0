package net.lumenia.voice.operator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.lumenia.voice.controlplane.GuardedProcess;
import net.lumenia.voice.controlplane.WithProcesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flood of connections to a process with the heap of the chart's container. */
@WithProcesses
class HttpEndpointsMemoryTest {

  private static final Pattern PORT = Pattern.compile("port (\\d+)");
  private static final String BEGIN = "GET /metrics HTTP/1.1\r\nHost: a\r\n";

  private final Path log;
  private final GuardedProcess process;
  private final List<Socket> opened = new ArrayList<>();

  HttpEndpointsMemoryTest(@TempDir Path directory) {
    log = directory.resolve("log");
    process =
        GuardedProcess.start(
            new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                HttpEndpointsMain.class.getName()),
            log);
    process.await("it listens", () -> port().find());
  }

  @AfterEach
  void end() throws IOException {
    for (Socket socket : opened) {
      socket.close();
    }
    process.close();
  }

  @Test
  void floodOfConnectionsUsesBoundedMemory() throws IOException {
    String headers = "X-Filler: %s\r\n".formatted("f".repeat(7_000));
    for (int connection = 0; connection < 1_000; connection++) {
      open(BEGIN + headers);
      assertThat(process.isAlive()).isTrue();
    }
    for (int connection = 0; connection < 200; connection++) {
      open(BEGIN + headers.repeat(54));
      assertThat(process.isAlive()).isTrue();
    }
    for (int reader = 0; reader < 500; reader++) {
      open(BEGIN + "\r\n");
      assertThat(process.isAlive()).isTrue();
    }
    assertThat(get("/healthz")).startsWith("HTTP/1.1 200 ");
    assertThat(get("/metrics")).endsWith(HttpEndpointsMain.metrics());
  }

  /** Ignores connections that the server closes in the meantime. */
  private void open(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(portNumber()));
    opened.add(socket);
    try {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    } catch (SocketException _) {
      assertThat(process.isAlive()).isTrue();
    }
  }

  private String get(String path) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(portNumber()))) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(path).getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private String portNumber() {
    Matcher found = port();
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private Matcher port() {
    try {
      return PORT.matcher(Files.readString(log));
    } catch (IOException _) {
      return PORT.matcher("");
    }
  }
}
