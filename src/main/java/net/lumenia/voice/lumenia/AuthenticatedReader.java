package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.util.Map;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiFailure.Forbidden;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.ApiResult.Success;
import okio.BufferedSource;

/**
 * Reads {@code {"authenticated": true}}. {@code false} is a refused token; all else is unusable.
 */
record AuthenticatedReader(TokenFreeText text) {

  private static final JsonShape ANSWER =
      JsonShape.object(Envelope.around(Map.of("authenticated", JsonShape.NOTHING)));

  /**
   * @throws IOException if the {@link ResponseStream} can't be read
   */
  ApiResult<Authenticated> read(BufferedSource body) throws IOException {
    var json = new JsonReader(text, ANSWER, Limits.JSON_TOKENS, SizeQuota.NOTHING);
    return new Envelope(text).read(body, json).flatMap(root -> read(root.member("authenticated")));
  }

  private static ApiResult<Authenticated> read(Node authenticated) {
    return switch (authenticated.json()) {
      case JsonValue.Bool(boolean accepted) when accepted -> new Success<>(new Authenticated());
      case JsonValue.Bool _ ->
          new Failure<>(
              new Forbidden(
                  "the API refused the token: check the token in the LumeniaAccount's Secret"));
      default ->
          new Failure<>(
              BadResponse.at(authenticated.path(), authenticated.problem("true or false")));
    };
  }
}
