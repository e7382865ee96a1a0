package net.lumenia.voice.lumenia;

import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiFailure.Timeout;
import net.lumenia.voice.lumenia.ApiFailure.Withheld;
import net.lumenia.voice.lumenia.ApiResult.Failure;

/**
 * A result with the code that a {@link RequestObserver} hears.
 *
 * @param code a status between 100 and 599 or one of four words: what a server makes up must not
 *     become a label
 */
record Outcome<T>(ApiResult<T> result, String code) {

  private static final String BAD_RESPONSE = "bad-response";

  static <T> Outcome<T> answered(Answer answer, ApiResult<T> result) {
    boolean worthless =
        answer.isSuccess()
            && result instanceof Failure<T>(var failure)
            && failure instanceof BadResponse;
    boolean known = answer.code() >= 100 && answer.code() <= 599;
    return new Outcome<>(
        result, worthless || !known ? BAD_RESPONSE : Integer.toString(answer.code()));
  }

  static <T> Outcome<T> broken(ApiFailure failure) {
    String code =
        switch (failure) {
          case Timeout _ -> "timeout";
          case Withheld _ -> "withheld";
          default -> "connection";
        };
    return new Outcome<>(new Failure<>(failure), code);
  }
}
