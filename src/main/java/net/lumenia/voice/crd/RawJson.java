package net.lumenia.voice.crd;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The spec or the status of a resource, whatever it holds. One object that can't be decoded would
 * end the informer, and with it the operator for every namespace; so nothing is decoded on arrival.
 * An empty list, a missing key, an unknown key and every digit of a number are still there when the
 * resource is written again.
 *
 * <p>It is kept as UTF-8, because the caches hold two of these for each resource, and a tree takes
 * about five times the memory.
 */
@JsonDeserialize(using = RawJson.Copy.class)
public final class RawJson {

  private static final JsonMapper JSON = new JsonMapper();

  private final byte[] utf8;

  private volatile @Nullable Object summary;

  /** A reconcile decodes the same status and spec several times; the cache keeps neither. */
  private volatile WeakReference<Object> decoded = new WeakReference<>(null);

  /**
   * Takes over any JSON value.
   *
   * @param json may be changed afterwards
   */
  public RawJson(JsonNode json) {
    try {
      utf8 = JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private RawJson(byte[] utf8) {
    this.utf8 = utf8;
  }

  /**
   * Takes back a {@link #text}.
   *
   * @param text of another instance
   */
  public static RawJson ofText(String text) {
    return new RawJson(text.getBytes(UTF_8));
  }

  /** The JSON text. */
  public String text() {
    return new String(utf8, UTF_8);
  }

  /** The length of the JSON text in bytes of UTF-8. */
  public int size() {
    return utf8.length;
  }

  /** Parses the value; the caller may change what it gets. */
  @JsonValue
  public JsonNode json() {
    try {
      return JSON.readTree(utf8);
    } catch (IOException e) {
      throw new UncheckedIOException("a written tree can always be read", e);
    }
  }

  byte[] utf8() {
    return utf8;
  }

  /** Whether the value of any key may be null. The JSON has no spaces outside of strings. */
  boolean mayHaveNulls() {
    for (int i = 1; i < utf8.length; i++) {
      if (utf8[i] == 'n' && utf8[i - 1] == ':') {
        return true;
      }
    }
    return false;
  }

  /**
   * A few small values of the JSON, read once and kept.
   *
   * @param type that no other caller uses for other values
   */
  public <T> T summary(Class<T> type, Function<JsonNode, T> reader) {
    Object known = summary;
    if (type.isInstance(known)) {
      return type.cast(known);
    }
    T read = reader.apply(json());
    summary = read;
    return read;
  }

  /**
   * The same JSON with the summary of another instance.
   *
   * @param other in which the values of the summary are the same
   */
  public RawJson withSummaryOf(RawJson other) {
    var same = new RawJson(utf8);
    same.summary = other.summary;
    return same;
  }

  /** What was decoded last, if it is still in use. */
  @Nullable Object decoded() {
    return decoded.get();
  }

  void setDecoded(Object last) {
    decoded = new WeakReference<>(last);
  }

  /** Copies the tokens of any value, without a tree in between. */
  static final class Copy extends StdDeserializer<RawJson> {
    @Serial private static final long serialVersionUID = 1L;

    Copy() {
      super(RawJson.class);
    }

    @Override
    public RawJson deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      var bytes = new ByteArrayBuilder();
      try (JsonGenerator copy = JSON.createGenerator(bytes)) {
        copy.copyCurrentStructureExact(parser);
      }
      return new RawJson(bytes.toByteArray());
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RawJson raw && Arrays.equals(utf8, raw.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  /** Just the size: a spec holds whole prompts, and resources are logged by libraries. */
  @Override
  public String toString() {
    return "RawJson[%d bytes]".formatted(utf8.length);
  }
}
