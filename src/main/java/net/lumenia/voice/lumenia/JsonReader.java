package net.lumenia.voice.lumenia;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.ApiResult.Success;
import net.lumenia.voice.lumenia.BodyBudget.BudgetExhausted;
import okio.BufferedSource;
import okio.ByteString;

/**
 * Reads JSON from a stream, and keeps what a {@link JsonShape} selects. Depth and number of values
 * are limited.
 */
final class JsonReader {

  /** By default each thread keeps buffers of its own, and each reconcile is a thread. */
  private static final RecyclerPool<BufferRecycler> BUFFERS = JsonRecyclerPools.newBoundedPool(8);

  private static final String NOT_JSON = "this is not JSON";

  /** Jackson has an exception class for this, but does not always throw it. */
  private static final String EARLY_END = "Unexpected end-of-input";

  /** In digits. Jackson reads even skipped numbers as a whole. */
  private static final int MAX_NUMBER = 1 << 20;

  /** The bytes from which the encoding is detected. */
  private static final int ENCODING_BYTES = 4;

  private static final int BYTE_ORDER_MARK = 0xfe;

  private final TokenFreeText text;
  private final JsonShape shape;
  private final long tokens;
  private final SizeQuota quota;

  /**
   * @param tokens the most brackets, names and values
   * @param quota for what the shape counts
   */
  JsonReader(TokenFreeText text, JsonShape shape, long tokens, SizeQuota quota) {
    this.text = text;
    this.shape = shape;
    this.tokens = tokens;
    this.quota = quota;
  }

  /**
   * @throws IOException if the {@link ResponseStream} can't be read; invalid JSON is a failure
   */
  ApiResult<Node> read(BufferedSource body) throws IOException {
    if (body.exhausted()) {
      return unusable(Node.ROOT, "expected JSON, found an empty body");
    }
    if (Html.isHtml(ResponseStream.start(body, Html.START))) {
      String page = Html.describe(ResponseStream.start(body, Html.TITLE_WITHIN));
      return unusable(Node.ROOT, "expected JSON, found " + text.clean(page));
    }
    try (JsonParser parser = factory().createParser(json(body))) {
      return read(parser);
    } catch (IOException e) {
      return unusable(Node.ROOT, problem(e)); // the encoding is invalid
    }
  }

  /**
   * Creates a factory per answer, because a factory caches member names: those of hostile answers
   * would fill the heap.
   */
  private JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(Limits.JSON_DEPTH)
                .maxTokenCount(tokens)
                .maxNumberLength(MAX_NUMBER)
                .build())
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .recyclerPool(BUFFERS)
        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE) // the caller reads the rest
        .build();
  }

  private static InputStream json(BufferedSource body) throws IOException {
    if (isUtf8(ResponseStream.start(body, ENCODING_BYTES))) {
      return new LongStringFilter(body.inputStream());
    }
    if (body.request(Limits.SMALL_BODY_BYTES + 1)) {
      throw new UnusableBody("the body is large and not in UTF-8");
    }
    return body.inputStream();
  }

  /** JSON in UTF-16 or UTF-32 starts with a byte order mark or contains zeros. */
  private static boolean isUtf8(ByteString start) {
    for (int i = 0; i < start.size(); i++) {
      int next = start.getByte(i) & 0xff;
      if (next == 0 || next >= BYTE_ORDER_MARK) {
        return false;
      }
    }
    return true;
  }

  private ApiResult<Node> read(JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() == null) {
        return unusable(Node.ROOT, "expected JSON, found only whitespace");
      }
      JsonValue json = new JsonValueParser(parser, text, quota).value(shape);
      return isAtEnd(parser)
          ? new Success<>(Node.root(json))
          : unusable(Node.ROOT, "there is data after the JSON");
    } catch (IOException e) {
      // Jackson's message would quote the body.
      String problem = problem(e);
      return unusable(text.clean(path(parser.getParsingContext())), problem);
    }
  }

  private static boolean isAtEnd(JsonParser parser) throws IOException {
    try {
      return parser.nextToken() == null;
    } catch (IOException e) {
      rethrowIfFromBody(e);
      return false;
    }
  }

  private static <T> ApiResult<T> unusable(String path, String problem) {
    return new Failure<>(BadResponse.at(path, problem));
  }

  private String problem(IOException e) throws IOException {
    rethrowIfFromBody(e);
    return switch (e) {
      case StreamConstraintsException _ ->
          "the JSON is nested more than %d deep, has more than %d values, or has a name or number that is too long"
              .formatted(Limits.JSON_DEPTH, tokens);
      case JsonParseException early when early.getOriginalMessage().startsWith(EARLY_END) ->
          "the JSON ends too early";
      default -> NOT_JSON;
    };
  }

  private static void rethrowIfFromBody(IOException e) throws IOException {
    switch (e) {
      case ResponseStream.ConnectionBroken _,
          UnusableBody _,
          BudgetExhausted _,
          InterruptedIOException _ ->
          throw e;
      default -> {}
    }
  }

  private static String path(JsonStreamContext context) {
    JsonStreamContext parent = context.getParent();
    if (parent == null) {
      return Node.ROOT;
    }
    String path = path(parent);
    if (context.inArray()) {
      return Node.item(path, context.getCurrentIndex());
    }
    return context.hasCurrentName() ? Node.member(path, context.getCurrentName()) : path;
  }
}
