package net.lumenia.voice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import net.lumenia.voice.lumenia.Correlation;
import org.slf4j.event.KeyValuePair;

/**
 * Writes a log event as one JSON object on one line. Users rely on its documented fields. Logback's
 * own encoder is no alternative: it names Logback's classes and writes times as numbers.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final JsonFactory JSON = new JsonFactory();

  /** RFC 3339 in UTC, with a fixed length. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  /** The SDK's MDC keys about the reconciled resource, and their names in the log. */
  private static final List<Map.Entry<String, String>> CONTEXT =
      List.of(
          Map.entry("resource.kind", "kind"),
          Map.entry("resource.namespace", "namespace"),
          Map.entry("resource.name", "name"),
          Map.entry(Correlation.KEY, "correlationId"));

  @Override
  public byte[] encode(ILoggingEvent event) {
    // Writes text first, because writing bytes fails for half of a surrogate pair.
    var line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      write(event, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to a string does not fail", e);
    }
    return line.append('\n').toString().getBytes(UTF_8);
  }

  private static void write(ILoggingEvent event, JsonGenerator json) throws IOException {
    json.writeStringField("timestamp", TIME.format(event.getInstant()));
    json.writeStringField("level", event.getLevel().toString());
    json.writeStringField("logger", event.getLoggerName());
    json.writeStringField("thread", event.getThreadName());
    json.writeStringField("message", event.getFormattedMessage());
    Map<String, String> context = event.getMDCPropertyMap();
    for (var known : CONTEXT) {
      if (context.containsKey(known.getKey())) {
        json.writeStringField(known.getValue(), context.get(known.getKey()));
      }
    }
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        json.writeStringField(pair.key, String.valueOf(pair.value));
      }
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      json.writeStringField("exception", thrown.getClassName());
      json.writeStringField("stackTrace", ThrowableProxyUtil.asString(thrown));
    }
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
