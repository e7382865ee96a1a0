package net.lumenia.voice.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** Sees every byte and how a connection ends. */
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
   * What comes until the connection is closed.
   *
   * @throws java.net.SocketException when it is reset
   */
  static String send(Simulator simulator, String method, String path, String body)
      throws IOException {
    return send(
        simulator,
        "%s %s HTTP/1.1\n%sConnection: close\nContent-Length: %d\n\n%s"
            .formatted(method, path, HEADERS, body.length(), body));
  }

  /** Line feeds become CR LF up to the first empty line. */
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
