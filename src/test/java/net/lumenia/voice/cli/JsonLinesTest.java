package net.lumenia.voice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {

  private static final Instant TIME = Instant.parse("2026-11-23T06:00:00.1234567Z");

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  @Test
  void lineHasDocumentedFields() {
    LoggingEvent event = event("VoiceAssistant {}: Synced", "team/acme", null);
    event.setMDCPropertyMap(
        Map.of(
            "resource.kind", "VoiceAssistant",
            "resource.namespace", "team",
            "resource.name", "acme",
            "resource.uid", "not of interest",
            "correlationId", "0123456789abcdef"));
    event.addKeyValuePair(new KeyValuePair("reason", "Synced"));
    assertThat(line(event))
        .isEqualTo(
            """
            {"timestamp":"2026-11-23T06:00:00.123Z","level":"WARN","logger":"net.lumenia.Test",\
            "thread":"reconcile-7","message":"VoiceAssistant team/acme: Synced",\
            "kind":"VoiceAssistant","namespace":"team","name":"acme",\
            "correlationId":"0123456789abcdef","reason":"Synced"}
            """);
  }

  @Test
  void stackTraceIsOnTheSameLine() throws JsonProcessingException {
    var failure = new IllegalStateException("two\nlines", new RuntimeException("the cause"));
    String line = line(event("It {}", "failed", failure));
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    JsonNode json = JsonMapper.builder().build().readTree(line);
    assertThat(json.path("exception").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(json.path("stackTrace").asText())
        .contains("two\nlines", "\tat net.lumenia.voice.cli.JsonLinesTest", "the cause");
  }

  @Test
  void anyTextIsOneLineOfJson() throws JsonProcessingException {
    String line = line(event("{}", "\"quoted\"\r\n\u2028\u0000 \ud83d half", null));
    assertThat(line.lines()).hasSize(1);
    assertThat(JsonMapper.builder().build().readTree(line).path("message").asText())
        .isEqualTo("\"quoted\"\r\n\u2028\u0000 ? half");
  }

  private LoggingEvent event(String message, String argument, @Nullable Throwable thrown) {
    var event =
        new LoggingEvent(
            "",
            context.getLogger("net.lumenia.Test"),
            Level.WARN,
            message,
            thrown,
            new Object[] {argument});
    event.setInstant(TIME);
    event.setThreadName("reconcile-7");
    return event;
  }

  private static String line(LoggingEvent event) {
    return new String(new JsonLines().encode(event), UTF_8);
  }
}
