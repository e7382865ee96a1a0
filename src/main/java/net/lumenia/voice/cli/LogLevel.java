package net.lumenia.voice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The least severe level that is logged, by the operator and its libraries. */
enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG,
  TRACE;

  /**
   * Applies this level to all logging of the process. A logger with a level in logback.xml keeps
   * it, unless this one is more severe: these loggers are noisy, or would log tokens and prompts.
   */
  void apply() {
    applyTo((LoggerContext) LoggerFactory.getILoggerFactory());
  }

  void applyTo(LoggerContext context) {
    Level level = Level.toLevel(name());
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
    context.getLoggerList().stream()
        .filter(logger -> logger.getLevel() != null && level.isGreaterOrEqual(logger.getLevel()))
        .forEach(logger -> logger.setLevel(level));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
