package net.lumenia.voice.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;

/** Writes responses to a connection, including truncated and slow ones. */
final class ReplyWriter {

  /** The time between two parts of a body that is sent slowly. */
  private static final Duration STEP = Duration.ofMillis(20);

  private final OutputStream out;

  ReplyWriter(OutputStream out) {
    this.out = out;
  }

  void write(Reply.Message message, boolean withBody, boolean close)
      throws IOException, InterruptedException {
    boolean hasBody = message.status() != 304;
    out.write(head(message, hasBody, close).getBytes(ISO_8859_1));
    if (hasBody && withBody) {
      writeBody(message);
    }
    out.flush();
  }

  private static String head(Reply.Message message, boolean hasBody, boolean close) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(message.status()).append(" \r\n");
    header(head, "Date", HttpDate.of(Instant.now()));
    message.headers().forEach((name, value) -> header(head, name, value));
    if (hasBody) {
      header(head, "Content-Length", Integer.toString(message.body().length));
    }
    if (close) {
      header(head, "Connection", "close");
    }
    return head.append("\r\n").toString();
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private void writeBody(Reply.Message message) throws IOException, InterruptedException {
    long pieces = Math.clamp(message.over().dividedBy(STEP), 1, Math.max(1, message.sent()));
    int written = 0;
    for (long piece = 1; piece <= pieces; piece++) {
      if (message.over().isPositive()) {
        out.flush();
        Thread.sleep(message.over().dividedBy(pieces));
      }
      int end = (int) (message.sent() * piece / pieces);
      out.write(message.body(), written, end - written);
      written = end;
    }
  }
}
