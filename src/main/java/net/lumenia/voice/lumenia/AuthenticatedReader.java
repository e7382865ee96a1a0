package net.lumenia.voice.lumenia;

import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiFailure.Forbidden;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.ApiResult.Success;
import okio.ByteString;

/** "200 {@code {"authenticated": true}}". A plain false is a refused key; all else is no answer. */
record AuthenticatedReader(TokenFreeText text) {

  ApiResult<Authenticated> read(ByteString body) {
    return switch (new Envelope(text).open(body)) {
      case Failure(var failure) -> new Failure<>(failure);
      case Success(var root) -> read(root.member("authenticated"));
    };
  }

  private static ApiResult<Authenticated> read(Node authenticated) {
    return switch (authenticated.json()) {
      case Json.Bool(boolean accepted) when accepted -> new Success<>(new Authenticated());
      case Json.Bool _ ->
          new Failure<>(
              new Forbidden(
                  "the API does not accept the key: check the token in the LumeniaAccount's Secret"));
      default ->
          new Failure<>(
              BadResponse.at(authenticated.path(), authenticated.problem("true or false")));
    };
  }
}
