package net.lumenia.voice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLevelTest {

  private static final String CLIENT = "io.fabric8.kubernetes.client.";

  @ParameterizedTest
  @CsvSource({
    "ERROR, ERROR, ERROR, ERROR",
    "WARN,  WARN,  WARN,  WARN",
    "INFO,  INFO,  WARN,  INFO",
    "DEBUG, DEBUG, WARN,  INFO",
    "TRACE, TRACE, WARN,  INFO"
  })
  void appliesToAllLoggersButNoisyOnesAndThoseOfTokens(
      LogLevel level, String ours, String noisy, String bodies) throws JoranException {
    var context = new LoggerContext();
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());

    level.applyTo(context);

    assertThat(effective(context, "net.lumenia.voice.cli.RunCommand")).hasToString(ours);
    assertThat(effective(context, CLIENT + "dsl.internal.AbstractWatchManager")).hasToString(noisy);
    assertThat(effective(context, CLIENT + "http.HttpLoggingInterceptor")).hasToString(bodies);
  }

  private static Level effective(LoggerContext context, String logger) {
    return context.getLogger(logger).getEffectiveLevel();
  }
}
