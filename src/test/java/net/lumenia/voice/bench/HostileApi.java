package net.lumenia.voice.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** An API that does what no API should. What it does depends on the account that asks. */
final class HostileApi implements AutoCloseable {

  /** What it does to everything but {@code /auth}, which it always accepts. */
  enum Trick {
    /** Bodies of 4 MiB, that of the catalog included. */
    HUGE,
    /** Failures, each with an id of its own, in a script that takes three bytes a character. */
    IDS,
    /** {@code Retry-After} with bytes that are no header's, on 200 and on 503. */
    RETRY_AFTER,
    /** No answer. */
    HANG,
    /** One answer on each connection, and then none, with the connection open. */
    HALF_DEAD;

    /** The account that gets it. */
    String accountId() {
      return UUID.nameUUIDFromBytes(name().getBytes(UTF_8)).toString();
    }

    /** The resource of that account. */
    String account() {
      return "hostile-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Pattern LENGTH =
      Pattern.compile("^content-length: *(\\d+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
  private static final String FILLER = "a".repeat(4_000_000);
  private static final String LANGUAGES =
      IntStream.range(0, 180_000).mapToObj("{\"value\":\"l%06d\"},"::formatted).collect(joining());

  private final ServerSocket listening;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch over = new CountDownLatch(1);

  private HostileApi(ServerSocket listening) {
    this.listening = listening;
  }

  static HostileApi start() {
    try {
      var api = new HostileApi(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()));
      Thread.startVirtualThread(api::accept);
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        connections.add(socket);
        Thread.startVirtualThread(() -> serve(socket));
      } catch (IOException e) {
        if (over.getCount() > 0) {
          Progress.say("the hostile API accepts no connection: " + e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      boolean goesOn = true;
      for (int count = 0; goesOn; count++) {
        String head = head(in);
        in.skipNBytes(length(head));
        goesOn = answer(head, count, socket.getOutputStream());
      }
    } catch (IOException _) {
      // The operator has ended it, as it should.
    } finally {
      connections.remove(socket);
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static long length(String head) {
    Matcher found = LENGTH.matcher(head);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  /** Returns whether there may be another request. */
  private boolean answer(String head, int count, OutputStream out) throws IOException {
    boolean changes = head.startsWith("PATCH ");
    if (head.contains("/api/v1/auth ")) {
      send(out, "200 OK", "", "{\"authenticated\": true}");
      return true;
    }
    switch (trick(head)) {
      case HUGE -> send(out, "200 OK", "", head.contains("/catalog ") ? catalog() : assistant());
      case IDS ->
          send(
              out,
              changes ? "400 Bad Request" : count % 2 == 0 ? "200 OK" : "500 Internal Server Error",
              "",
              changes || count % 2 == 1 ? failure() : "{\"success\":true,\"assistant\":{}}");
      case RETRY_AFTER ->
          send(
              out,
              count % 2 == 0 ? "200 OK" : "503 Service Unavailable",
              "Retry-After: \u00e9\u0001\u0080\r\n",
              "{\"success\":true,\"assistant\":{}}");
      case HANG -> hang();
      case HALF_DEAD -> {
        if (count > 0) {
          hang();
        }
        send(out, "200 OK", "", "{\"success\":true,\"assistant\":{}}");
      }
    }
    return !changes;
  }

  private static Trick trick(String head) {
    return Arrays.stream(Trick.values())
        .filter(trick -> head.contains(trick.accountId()))
        .findFirst()
        .orElse(Trick.IDS);
  }

  private static String assistant() {
    return "{\"success\":true,\"assistant\":{\"firstMessage\":\"%s\"}}".formatted(FILLER);
  }

  private static String catalog() {
    return """
        {"success": true, "catalog": {"transcriber": {"providers": [{"value": "deepgram", \
        "models": [{"value": "nova-3"}], "languages": [%s{"value": "en"}]}]}}}\
        """
        .formatted(LANGUAGES);
  }

  private static String failure() {
    return "{\"success\":false,\"message\":\"%s, request %s\"}"
        .formatted("失敗".repeat(300), UUID.randomUUID());
  }

  private static void send(OutputStream out, String status, String headers, String body)
      throws IOException {
    byte[] content = body.getBytes(UTF_8);
    out.write(
        "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(status, content.length, headers)
            .getBytes(ISO_8859_1));
    out.write(content);
    out.flush();
  }

  private void hang() throws IOException {
    try {
      if (over.await(LONG.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("over");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      listening.close();
      for (Socket socket : connections) {
        socket.close();
      }
    } catch (IOException e) {
      Progress.say("the hostile API: " + e);
    }
  }
}
