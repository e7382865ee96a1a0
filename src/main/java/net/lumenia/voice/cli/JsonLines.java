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
 * Writes a log event as one JSON object on one line. Its fields are documented for users and stay
 * as they are; Logback's own encoder names classes of Logback's, and has times as numbers.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final JsonFactory JSON = new JsonFactory();

  /** RFC 3339, in UTC and always of the same length. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  /** What the SDK tells of the resource that is being reconciled, and what we call it. */
  private static final List<Map.Entry<String, String>> CONTEXT =
      List.of(
          Map.entry("resource.kind", "kind"),
          Map.entry("resource.namespace", "namespace"),
          Map.entry("resource.name", "name"),
          Map.entry(Correlation.KEY, "correlationId"));

  @Override
  public byte[] encode(ILoggingEvent event) {
    // By way of text, because a half of a surrogate pair is no reason to lose the line.
    var line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      write(event, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
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
