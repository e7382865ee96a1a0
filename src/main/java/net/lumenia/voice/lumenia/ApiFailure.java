package net.lumenia.voice.lumenia;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Why a call gave nothing. The page's errors (400, 403, 404, 500), and those of the network. */
public sealed interface ApiFailure {

  /**
   * One sentence for the person who must act. What it quotes of the server is without control
   * characters, at most 256 characters long and without the token.
   */
  String message();

  /**
   * Whether a PATCH that ended like this may have taken effect all the same. Then only a GET tells,
   * and the PATCH must not be sent again before it.
   */
  default boolean mayHaveTakenEffect() {
    return switch (this) {
      case Forbidden _, NotFound _, Rejected _, RateLimited _, Withheld _ -> false;
      case Unavailable _, Timeout _, NoMemory _, BadResponse _ -> true;
    };
  }

  /**
   * 403: "A missing, malformed or revoked key is 403, never 401. A wrong account is 403 (other
   * partner)". A 401 of a proxy in between means the same to the person who must act.
   */
  record Forbidden(String message) implements ApiFailure {}

  /** 404: no such workspace, no voice integration, or "organisation not in" the account. */
  record NotFound(String message) implements ApiFailure {}

  /**
   * 400 and every other 4xx: the same request will not fare better.
   *
   * @param code the HTTP status
   */
  record Rejected(int code, String message) implements ApiFailure {}

  /**
   * 429, "with or without {@code Retry-After}".
   *
   * @param retryAfter how long to leave the account alone, at most an hour; empty if the answer
   *     does not say so usefully
   */
  record RateLimited(Optional<Duration> retryAfter, String message) implements ApiFailure {}

  /**
   * 5xx, or no connection, or one that broke.
   *
   * @param code the HTTP status; empty if there was none
   * @param retryAfter of a 503; as for {@link RateLimited}
   */
  record Unavailable(OptionalInt code, Optional<Duration> retryAfter, String message)
      implements ApiFailure {}

  /** No complete answer in time. */
  record Timeout(String message) implements ApiFailure {}

  /**
   * The API answered, and its answer was too large for the memory that was left within the call's
   * time. That says nothing against the API.
   */
  record NoMemory(String message) implements ApiFailure {}

  /** The fence was closed before the PATCH was complete. */
  record Withheld(String message) implements ApiFailure {}

  /**
   * An answer that can't be the API's, or that says of itself that it is none: HTML, broken JSON,
   * too large, too deep, a redirect, {@code "success": false} with 200.
   *
   * @param path where in the answer, such as {@code assistant.voice}; {@code $} is all of it
   */
  record BadResponse(String path, String message) implements ApiFailure {

    static BadResponse at(String path, String problem) {
      String where = path.equals(Node.ROOT) ? "" : " at " + path;
      return new BadResponse(
          path, "the API's answer cannot be used%s: %s".formatted(where, problem));
    }
  }
}
