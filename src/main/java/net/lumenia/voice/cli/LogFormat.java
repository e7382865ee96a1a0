package net.lumenia.voice.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The format of the log: text, or one JSON object per line. */
enum LogFormat {
  TEXT,
  JSON;

  private static final Logger LOG = LoggerFactory.getLogger(LogFormat.class);

  /** Applies this format to all logging of the process. logback.xml configures the text format. */
  void apply() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> LOG.error("Thread {} ended unexpectedly", thread.getName(), e));
    if (this == JSON) {
      writeJson((LoggerContext) LoggerFactory.getILoggerFactory());
    }
  }

  private static void writeJson(LoggerContext context) {
    var encoder = new JsonLines();
    encoder.setContext(context);
    encoder.start();
    var appender =
        (OutputStreamAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console");
    appender.stop();
    appender.setEncoder(encoder);
    appender.start();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
