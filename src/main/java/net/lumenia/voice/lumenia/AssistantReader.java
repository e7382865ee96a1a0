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
 * Reads an assistant out of an answer: "a bare object or one under {@code assistant}".
 *
 * <p>An answer that is no assistant is a {@link BadResponse}, never an empty assistant: that would
 * turn fields write-only. So {@code {"assistant":{}}} has nothing set, but a bare object counts
 * only if it mentions at least one field: {@code {}} and {@code {"message":"try later"}} could be
 * anything.
 */
public final class AssistantReader {

  /** Of all voices and transcribers together, with the names in them. */
  private static final int UNKNOWN_CHARACTERS = 262_144;

  /** Members and items in them. */
  private static final int UNKNOWN_KEYS = 4_096;

  private static final Map<String, JsonShape> MEMBERS = Envelope.around(AssistantFields.SHAPES);

  private static final JsonShape ANSWER =
      JsonShape.object(with(MEMBERS, "assistant", JsonShape.object(MEMBERS)));

  private static final LiveAssistant NOTHING_SHOWN = new LiveAssistant(Map.of());

  private final TokenFreeText text;

  AssistantReader(TokenFreeText text) {
    this.text = text;
  }

  /** Reads a saved answer to a GET. */
  public static ApiResult<LiveAssistant> read(byte[] json) {
    BodyReader<LiveAssistant> reader =
        new AssistantReader(new TokenFreeText(Optional.empty()))::got;
    return reader.read(json);
  }

  /**
   * The answer to a GET.
   *
   * @throws IOException if the {@link ResponseStream} can't be read
   */
  ApiResult<LiveAssistant> got(BufferedSource body) throws IOException {
    return read(body, () -> new Failure<>(noAssistant()));
  }

  /**
   * The answer to a PATCH: "what {@code assistant} holds is undocumented, so it proves nothing when
   * empty". Nor does it when {@code assistant} or the whole body is missing: the 2xx says that the
   * change was accepted, and a GET must show the rest.
   *
   * @throws IOException if the {@link ResponseStream} can't be read
   */
  ApiResult<LiveAssistant> patched(BufferedSource body) throws IOException {
    return body.exhausted()
        ? new Success<>(NOTHING_SHOWN)
        : read(body, () -> new Success<>(NOTHING_SHOWN));
  }

  private ApiResult<LiveAssistant> read(
      BufferedSource body, Supplier<ApiResult<LiveAssistant>> ifNoneShown) throws IOException {
    var keeping = new KeptSize(UNKNOWN_KEYS, UNKNOWN_CHARACTERS);
    var json = new JsonReader(text, ANSWER, Limits.JSON_TOKENS, keeping);
    return switch (new Envelope(text).open(body, json)) {
      case Failure(var failure) -> new Failure<>(failure);
      case Success(var root) -> assistant(root, ifNoneShown);
    };
  }

  private ApiResult<LiveAssistant> assistant(
      Node root, Supplier<ApiResult<LiveAssistant>> ifNoneShown) {
    Node wrapped = root.member("assistant");
    if (wrapped.isObject()) {
      return new Envelope(text)
          .refusal(wrapped)
          .<ApiResult<LiveAssistant>>map(Failure::new)
          .orElseGet(() -> new Success<>(AssistantFields.read(wrapped)));
    }
    if (!wrapped.isAbsent() && !wrapped.isNull()) {
      return new Failure<>(BadResponse.at(wrapped.path(), wrapped.problem("an object")));
    }
    LiveAssistant bare = AssistantFields.read(root);
    return bare.values().isEmpty() ? ifNoneShown.get() : new Success<>(bare);
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
