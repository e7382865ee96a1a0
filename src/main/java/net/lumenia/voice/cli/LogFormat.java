package net.lumenia.voice.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** How the log is written: for people, or one JSON object a line. */
enum LogFormat {
  TEXT,
  JSON;

  /** Text is what logback.xml says. */
  void apply() {
    if (this == JSON) {
      LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
      var encoder = new JsonEncoder();
      encoder.setContext(context);
      encoder.setWithFormattedMessage(true);
      encoder.setWithMessage(false);
      encoder.setWithArguments(false);
      encoder.setWithContext(false);
      encoder.setWithSequenceNumber(false);
      encoder.setWithNanoseconds(false);
      encoder.start();
      var appender =
          (OutputStreamAppender<ILoggingEvent>)
              context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("console");
      appender.stop();
      appender.setEncoder(encoder);
      appender.start();
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
