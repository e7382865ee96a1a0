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

  /** The text of an error's body; JSON without a known member is shown as it is. */
  Optional<String> in(ByteString body) {
    if (Html.isHtml(body)) {
      return cleaned(Html.describe(body));
    }
    return parsed(body).flatMap(this::in).or(() -> cleaned(body.string(UTF_8)));
  }

  /** Whether the body is JSON, as all errors of the API itself are. */
  boolean isJson(ByteString body) {
    return !Html.isHtml(body) && parsed(body).isPresent();
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
