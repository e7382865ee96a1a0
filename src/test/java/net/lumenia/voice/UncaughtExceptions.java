package net.lumenia.voice;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps an exception on another thread from failing a test that only waits. Awaitility would report
 * it to any waiting test of the process, also to one that runs beside the test that caused it.
 */
public final class UncaughtExceptions implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }
}
