package net.lumenia.voice.cli;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a service until a signal ends the process. */
final class Service {

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private Service() {}

  /**
   * Never returns. SIGTERM and SIGINT close the service and end the process with exit code 0
   * instead of the JVM's 143 or 130.
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
      LOG.error("Shutdown failed", e);
      exitCode = 1;
    }
    // Only halt sets the exit code once a shutdown has begun.
    Runtime.getRuntime().halt(exitCode);
  }
}
