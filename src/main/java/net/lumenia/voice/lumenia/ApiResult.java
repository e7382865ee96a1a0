package net.lumenia.voice.lumenia;

import java.util.function.Function;

/** The result of a call: a value or a failure. */
public sealed interface ApiResult<T> {

  /** The API answered, and the answer was read. */
  record Success<T>(T value) implements ApiResult<T> {}

  /** There is no usable answer. */
  record Failure<T>(ApiFailure failure) implements ApiResult<T> {}

  /** The same with another value. */
  default <R> ApiResult<R> map(Function<T, R> mapper) {
    return flatMap(value -> new Success<>(mapper.apply(value)));
  }

  /** What becomes of the value; a failure stays. */
  default <R> ApiResult<R> flatMap(Function<T, ApiResult<R>> mapper) {
    return switch (this) {
      case Success<T>(T value) -> mapper.apply(value);
      case Failure<T>(ApiFailure failure) -> new Failure<>(failure);
    };
  }
}
