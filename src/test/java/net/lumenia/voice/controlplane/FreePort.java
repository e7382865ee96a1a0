package net.lumenia.voice.controlplane;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of the loopback interface on which no process listens at this moment. Another process may
 * still take it first, so callers must be ready to ask for another one.
 */
final class FreePort {
  /** Below the ports of outgoing connections, so that it stays free. */
  private static final int FIRST = 20_000;

  private static final int BOUND = 32_768;
  private static final int TRIES = 100;

  private FreePort() {}

  static int find() {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BOUND);
      if (isFree(port)) {
        return port;
      }
    }
    throw new ControlPlaneException(
        "none of %d ports from %d to %d is free".formatted(TRIES, FIRST, BOUND - 1));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
