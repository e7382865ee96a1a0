package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.ApiResult.Success;
import okio.BufferedSource;

/**
 * The members that any answer may have beside its data. {@code "success": false} or an {@code
 * error} makes an answer a failure, even with status 200 ({@code docs/contract.md}).
 */
record Envelope(TokenFreeText text) {

  private static final JsonShape MESSAGE = JsonShape.text(16_384);

  /** The members of the envelope. */
  static final Map<String, JsonShape> MEMBERS =
      Map.of(
          "success",
          JsonShape.NOTHING,
          "message",
          MESSAGE,
          "error",
          MESSAGE.or(Map.of("message", MESSAGE)));

  /** The members of the envelope and of its data. */
  static Map<String, JsonShape> around(Map<String, JsonShape> members) {
    var all = new HashMap<>(MEMBERS);
    all.putAll(members);
    return all;
  }

  /**
   * Reads an answer that does not report a failure.
   *
   * @throws IOException if the {@link ResponseStream} can't be read
   */
  ApiResult<Node> read(BufferedSource body, JsonReader reader) throws IOException {
    return switch (reader.read(body)) {
      case Failure<Node> unreadable -> unreadable;
      case Success(var root) ->
          reportedFailure(root)
              .<ApiResult<Node>>map(Failure::new)
              .orElseGet(() -> new Success<>(root));
    };
  }

  /** The failure that an object reports; empty if it reports none. */
  Optional<BadResponse> reportedFailure(Node node) {
    if (!node.isObject()) {
      return Optional.of(BadResponse.at(node.path(), node.problem("an object")));
    }
    return unsuccessful(node.member("success"), node).or(() -> error(node.member("error"), node));
  }

  private Optional<BadResponse> unsuccessful(Node success, Node answer) {
    return switch (success.json()) {
      case JsonValue.Absent _, JsonValue.Null _ -> Optional.empty();
      case JsonValue.Bool(boolean succeeded) when succeeded -> Optional.empty();
      case JsonValue.Bool _ ->
          Optional.of(
              BadResponse.at(success.path(), "the API says that it failed" + serverText(answer)));
      default -> Optional.of(BadResponse.at(success.path(), success.problem("true")));
    };
  }

  private Optional<BadResponse> error(Node error, Node answer) {
    return switch (error.json()) {
      case JsonValue.Absent _, JsonValue.Null _ -> Optional.empty();
      case JsonValue.Bool(boolean failed) when !failed -> Optional.empty();
      case JsonValue.Str(String message) when message.isBlank() -> Optional.empty();
      default ->
          Optional.of(
              BadResponse.at(error.path(), "the API says that it failed" + serverText(answer)));
    };
  }

  private String serverText(Node answer) {
    return new ErrorText(text).in(answer).map(message -> ": " + message).orElse("");
  }
}
