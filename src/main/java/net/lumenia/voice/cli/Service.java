package net.lumenia.voice.cli;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that runs until the process is told to end. */
final class Service {

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private Service() {}

  /**
   * Never returns: SIGTERM and SIGINT close the service and end the process with exit code 0, where
   * a JVM would by itself end with 143 or 130.
   */
  static void runUntilSignalled(AutoCloseable service) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(service), "shutdown"));
    new CountDownLatch(1).await();
  }

  private static void end(AutoCloseable service) {
    int exitCode = 0;
    try {
      service.close();
    } catch (Exception e) {
      LOG.error("closing failed", e);
      exitCode = 1;
    }
    // Only halt sets the exit code once a shutdown has begun.
    Runtime.getRuntime().halt(exitCode);
  }
}
