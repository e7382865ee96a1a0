package net.lumenia.voice.lumenia;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a call failed: an error of the API or of the network. What the API documents is in {@code
 * docs/contract.md}.
 */
public sealed interface ApiFailure {

  /**
   * One sentence for the person who must act. Quoted server text contains no control characters and
   * no token, and has at most 256 characters.
   */
  String message();

  /**
   * Whether a PATCH or POST that failed like this may have taken effect. Then a GET must follow
   * before it is sent again.
   */
  default boolean mayHaveTakenEffect() {
    return switch (this) {
      case Forbidden _, NotFound _, NotProvisioned _, Rejected _, RateLimited _, Withheld _ ->
          false;
      case Unavailable _, Timeout _, NoMemory _, BadResponse _ -> true;
    };
  }

  /**
   * 403 or 401 with JSON: the token is missing, malformed or revoked, or the account belongs to
   * another partner.
   */
  record Forbidden(String message) implements ApiFailure {}

  /**
   * 404 with JSON: no such workspace, or the workspace is not in the account. It may also mean that
   * there is no voice integration, if the API does not say so.
   */
  record NotFound(String message) implements ApiFailure {}

  /** 404 with JSON that says that the workspace has no voice integration. */
  record NotProvisioned(String message) implements ApiFailure {}

  /**
   * 400 and most other 4xx: the same request would fail again.
   *
   * @param code the HTTP status
   */
  record Rejected(int code, String message) implements ApiFailure {}

  /**
   * 429, with or without {@code Retry-After}.
   *
   * @param retryAfter how long to pause the account, at most an hour; empty if the answer has no
   *     usable value
   */
  record RateLimited(Optional<Duration> retryAfter, String message) implements ApiFailure {}

  /**
   * 5xx, a 4xx that says that a later request may succeed, no connection, or a broken connection.
   *
   * @param code the HTTP status; empty if none was received
   * @param retryAfter of a 503; as for {@link RateLimited}
   */
  record Unavailable(OptionalInt code, Optional<Duration> retryAfter, String message)
      implements ApiFailure {}

  /** No complete answer within the call timeout. */
  record Timeout(String message) implements ApiFailure {}

  /**
   * The API answered, but there was not enough memory for the answer within the call timeout. This
   * is no failure of the API.
   */
  record NoMemory(String message) implements ApiFailure {}

  /** The fence closed before the PATCH was complete. */
  record Withheld(String message) implements ApiFailure {}

  /**
   * An unusable answer: HTML, a 403 or 404 that is not JSON, invalid JSON, too large, too deep, a
   * redirect, or {@code "success": false} with 200.
   *
   * @param path in the answer, such as {@code assistant.voice}; {@code $} is the root
   */
  record BadResponse(String path, String message) implements ApiFailure {

    static BadResponse at(String path, String problem) {
      String where = path.equals(Node.ROOT) ? "" : " at " + path;
      return new BadResponse(
          path, "the API's answer cannot be used%s: %s".formatted(where, problem));
    }
  }
}
