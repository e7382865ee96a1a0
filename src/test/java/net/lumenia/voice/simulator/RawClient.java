package net.lumenia.voice.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A client on a plain socket, which sees every byte and how the connection ends. */
final class RawClient {

  private static final String HEADERS =
      """
      Host: simulator
      Authorization: Bearer %s
      X-Account-Id: %s
      Content-Type: application/json
      """
          .formatted(SimulatorOptions.TOKEN, SimulatorOptions.ACCOUNT_ID);

  private RawClient() {}

  /**
   * Sends a request and returns all bytes until the connection closes.
   *
   * @throws java.net.SocketException if it is reset
   */
  static String send(Simulator simulator, String method, String path, String body)
      throws IOException {
    return send(
        simulator,
        "%s %s HTTP/1.1\n%sConnection: close\nContent-Length: %d\n\n%s"
            .formatted(method, path, HEADERS, body.length(), body));
  }

  /** Sends the text; line feeds in the head become CR LF. */
  static String send(Simulator simulator, String request) throws IOException {
    int end = request.indexOf("\n\n") + 2;
    String wire = request.substring(0, end).replace("\n", "\r\n") + request.substring(end);
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), simulator.baseUrl().getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(wire.getBytes(ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }
}
