package net.lumenia.voice.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;

/** Serves the requests of one connection in sequence until either side closes it. */
final class Connection {

  private final Socket socket;
  private final HttpServer.Handler handler;

  Connection(Socket socket, HttpServer.Handler handler) {
    this.socket = socket;
    this.handler = handler;
  }

  void serve() throws IOException, InterruptedException {
    socket.setTcpNoDelay(true);
    OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
    ReplyWriter writer = new ReplyWriter(out);
    RequestReader reader =
        new RequestReader(
            new BufferedInputStream(socket.getInputStream(), 16 * 1024),
            out,
            socket.getInetAddress().isLoopbackAddress());
    try {
      Optional<Received> request = reader.read();
      while (request.isPresent() && respond(request.get(), writer)) {
        request = reader.read();
      }
    } catch (BadRequestException e) {
      writer.write(badRequest(e), true, true);
    }
  }

  /** Returns whether the connection can serve another request. */
  private boolean respond(Received request, ReplyWriter writer)
      throws IOException, InterruptedException {
    return switch (handler.handle(request)) {
      case Reply.Message message -> {
        boolean whole = message.sent() == message.body().length;
        writer.write(message, !request.method().equals("HEAD"), !request.keepAlive());
        yield whole && request.keepAlive();
      }
      case Reply.Disconnect(boolean orderly) -> {
        // A linger time of zero makes the operating system send RST instead of FIN.
        socket.setSoLinger(!orderly, 0);
        yield false;
      }
    };
  }

  private static Reply.Message badRequest(BadRequestException problem) {
    byte[] body = ("bad request: " + problem.getMessage()).getBytes(UTF_8);
    return Reply.Message.of(400, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
  }
}
