package net.lumenia.voice.operator.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Only the HTTP server, to measure its memory; prints its port. */
final class HttpEndpointsMain {

  /** About twice the size of the operator's metrics. */
  static String metrics() {
    return "some_metric 1\n".repeat(20_000);
  }

  private HttpEndpointsMain() {}

  /** Runs until it is killed. */
  public static void main(String... arguments) throws InterruptedException {
    HttpEndpoints endpoints =
        HttpEndpoints.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            HttpEndpointsMain::metrics,
            Optional::empty,
            Optional::empty);
    System.out.println("port " + endpoints.port());
    new CountDownLatch(1).await();
  }
}
