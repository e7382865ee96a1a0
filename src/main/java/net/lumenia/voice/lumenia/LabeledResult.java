package net.lumenia.voice.lumenia;

import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiFailure.NoMemory;
import net.lumenia.voice.lumenia.ApiFailure.Timeout;
import net.lumenia.voice.lumenia.ApiFailure.Withheld;
import net.lumenia.voice.lumenia.ApiResult.Failure;

/**
 * A result with its metric label.
 *
 * @param code the label for the {@link RequestObserver}: a status between 100 and 599 or one of
 *     five words, so that a server cannot invent labels
 */
record LabeledResult<T>(ApiResult<T> result, String code) {

  private static final String BAD_RESPONSE = "bad-response";

  static <T> LabeledResult<T> ofStatus(int code, ApiResult<T> result) {
    boolean success = code >= 200 && code < 300;
    boolean unusable =
        success && result instanceof Failure<T>(var failure) && failure instanceof BadResponse;
    boolean known = code >= 100 && code <= 599;
    return new LabeledResult<>(result, unusable || !known ? BAD_RESPONSE : Integer.toString(code));
  }

  static <T> LabeledResult<T> badResponse(String problem) {
    return new LabeledResult<>(new Failure<>(BadResponse.at(Node.ROOT, problem)), BAD_RESPONSE);
  }

  /** An answer that there was not enough memory for. */
  static <T> LabeledResult<T> noMemory() {
    var failure =
        new NoMemory(
            "the answer is larger than %d KiB, and other large answers used up the memory for them"
                    .formatted(Limits.SMALL_BODY_BYTES >> 10)
                + " until the call timed out; retrying");
    return new LabeledResult<>(new Failure<>(failure), "no-room");
  }

  static <T> LabeledResult<T> failed(ApiFailure failure) {
    String code =
        switch (failure) {
          case Timeout _ -> "timeout";
          case Withheld _ -> "withheld";
          default -> "connection";
        };
    return new LabeledResult<>(new Failure<>(failure), code);
  }
}
