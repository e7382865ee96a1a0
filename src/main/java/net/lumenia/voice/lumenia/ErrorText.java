package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.ApiResult.Success;
import okio.Buffer;
import okio.ByteString;

/**
 * The text of an error, safe to display. Errors are JSON with {@code message} or {@code error},
 * plain text, or HTML from a proxy ({@code docs/contract.md}).
 */
record ErrorText(TokenFreeText text) {

  private static final JsonShape ANSWER = JsonShape.object(Envelope.MEMBERS);

  /**
   * The body of an error.
   *
   * @param isJson as all errors of the API itself are
   * @param text empty if it has none
   */
  record Content(boolean isJson, Optional<String> text) {

    /** Of a body that could not be read. */
    static final Content NONE = new Content(false, Optional.empty());
  }

  /** Reads the body of an error. JSON without a known member is shown as it is. */
  Content read(ByteString body) {
    if (Html.isHtml(body)) {
      return new Content(false, cleaned(Html.describe(body)));
    }
    Optional<Node> json = parsed(body);
    return new Content(
        json.isPresent(), json.flatMap(this::in).or(() -> cleaned(body.string(UTF_8))));
  }

  Optional<String> in(Node answer) {
    Node error = answer.member("error");
    return Stream.of(answer.member("message"), error.member("message"), error)
        .flatMap(candidate -> string(candidate).stream())
        .findFirst();
  }

  private Optional<Node> parsed(ByteString body) {
    // Keeps the token, which is redacted below; a reader that knows it would drop the text.
    var unredacted = new TokenFreeText(Optional.empty());
    var json = new JsonReader(unredacted, ANSWER, Limits.JSON_TOKENS, SizeQuota.NOTHING);
    try {
      return switch (json.read(new Buffer().write(body))) {
        case Success(var root) -> Optional.of(root);
        case Failure<Node> _ -> Optional.empty();
      };
    } catch (IOException e) {
      return Optional.empty(); // it is large and not in UTF-8
    }
  }

  private Optional<String> string(Node node) {
    return node.json() instanceof JsonValue.Str(String serverText)
        ? cleaned(serverText)
        : Optional.empty();
  }

  private Optional<String> cleaned(String serverText) {
    return Optional.of(text.clean(serverText)).filter(clean -> !clean.isEmpty());
  }
}
