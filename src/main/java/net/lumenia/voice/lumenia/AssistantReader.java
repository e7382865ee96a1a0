package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.ApiResult.Success;
import okio.BufferedSource;

/**
 * Reads an assistant from an answer: the root object, or the object under {@code assistant} ({@code
 * docs/contract.md}).
 *
 * <p>An answer without an assistant is a {@link BadResponse}, never an empty assistant, which would
 * make fields write-only. {@code {"assistant":{}}} is an assistant with nothing set. A root object
 * must contain at least one field: {@code {}} and {@code {"message":"try later"}} do not count.
 */
public final class AssistantReader {

  /** In the unknown keys of all voices and transcribers, names included. */
  private static final int MAX_UNKNOWN_CHARACTERS = 262_144;

  /** Members and items in unknown keys. */
  private static final int MAX_UNKNOWN_KEYS = 4_096;

  private static final Map<String, JsonShape> MEMBERS = Envelope.around(AssistantFields.SHAPES);

  private static final JsonShape ANSWER =
      JsonShape.object(with(MEMBERS, "assistant", JsonShape.object(MEMBERS)));

  private static final LiveAssistant EMPTY = new LiveAssistant(Map.of());

  private final TokenFreeText text;

  AssistantReader(TokenFreeText text) {
    this.text = text;
  }

  /** Reads a saved answer to a GET. */
  public static ApiResult<LiveAssistant> read(byte[] json) {
    BodyReader<LiveAssistant> reader =
        new AssistantReader(new TokenFreeText(Optional.empty()))::readGet;
    return reader.read(json);
  }

  /**
   * Reads the answer to a GET.
   *
   * @throws IOException if the {@link ResponseStream} can't be read
   */
  ApiResult<LiveAssistant> readGet(BufferedSource body) throws IOException {
    return read(body, () -> new Failure<>(noAssistant()));
  }

  /**
   * Reads the answer to a PATCH. If {@code assistant} or the whole body is empty or missing, the
   * assistant is empty: the 2xx says that the change was accepted, and a GET must verify it ({@code
   * docs/contract.md}).
   *
   * @throws IOException if the {@link ResponseStream} can't be read
   */
  ApiResult<LiveAssistant> readPatch(BufferedSource body) throws IOException {
    return body.exhausted() ? new Success<>(EMPTY) : read(body, () -> new Success<>(EMPTY));
  }

  private ApiResult<LiveAssistant> read(
      BufferedSource body, Supplier<ApiResult<LiveAssistant>> ifMissing) throws IOException {
    var quota = new SizeQuota(MAX_UNKNOWN_KEYS, MAX_UNKNOWN_CHARACTERS);
    var json = new JsonReader(text, ANSWER, Limits.JSON_TOKENS, quota);
    return switch (new Envelope(text).read(body, json)) {
      case Failure(var failure) -> new Failure<>(failure);
      case Success(var root) -> assistant(root, ifMissing);
    };
  }

  private ApiResult<LiveAssistant> assistant(
      Node root, Supplier<ApiResult<LiveAssistant>> ifMissing) {
    Node wrapped = root.member("assistant");
    if (wrapped.isObject()) {
      return new Envelope(text)
          .reportedFailure(wrapped)
          .<ApiResult<LiveAssistant>>map(Failure::new)
          .orElseGet(() -> new Success<>(AssistantFields.read(wrapped)));
    }
    if (!wrapped.isAbsent() && !wrapped.isNull()) {
      return new Failure<>(BadResponse.at(wrapped.path(), wrapped.problem("an object")));
    }
    LiveAssistant bare = AssistantFields.read(root);
    return bare.values().isEmpty() ? ifMissing.get() : new Success<>(bare);
  }

  private static Map<String, JsonShape> with(
      Map<String, JsonShape> members, String name, JsonShape shape) {
    var all = new HashMap<>(members);
    all.put(name, shape);
    return all;
  }

  private static BadResponse noAssistant() {
    return BadResponse.at(
        Node.ROOT, "expected an assistant, found an object without any of its fields");
  }
}
