package net.lumenia.voice.lumenia;

import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiFailure.NoMemory;
import net.lumenia.voice.lumenia.ApiFailure.Timeout;
import net.lumenia.voice.lumenia.ApiFailure.Withheld;
import net.lumenia.voice.lumenia.ApiResult.Failure;

/**
 * A result with the code that a {@link RequestObserver} hears.
 *
 * @param code a status between 100 and 599 or one of five words: what a server makes up must not
 *     become a label
 */
record CodedResult<T>(ApiResult<T> result, String code) {

  private static final String BAD_RESPONSE = "bad-response";

  static <T> CodedResult<T> answered(int code, ApiResult<T> result) {
    boolean success = code >= 200 && code < 300;
    boolean worthless =
        success && result instanceof Failure<T>(var failure) && failure instanceof BadResponse;
    boolean known = code >= 100 && code <= 599;
    return new CodedResult<>(result, worthless || !known ? BAD_RESPONSE : Integer.toString(code));
  }

  static <T> CodedResult<T> unusable(String problem) {
    return new CodedResult<>(new Failure<>(BadResponse.at(Node.ROOT, problem)), BAD_RESPONSE);
  }

  /** An answer that could not be read for lack of memory. */
  static <T> CodedResult<T> noRoom() {
    var failure =
        new NoMemory(
            "the answer is larger than %d KiB, and as many large answers as the operator's memory allows were being read until the call's time was over; retrying"
                .formatted(Limits.SMALL_BODY_BYTES >> 10));
    return new CodedResult<>(new Failure<>(failure), "no-room");
  }

  static <T> CodedResult<T> broken(ApiFailure failure) {
    String code =
        switch (failure) {
          case Timeout _ -> "timeout";
          case Withheld _ -> "withheld";
          default -> "connection";
        };
    return new CodedResult<>(new Failure<>(failure), code);
  }
}
