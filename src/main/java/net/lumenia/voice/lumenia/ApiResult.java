package net.lumenia.voice.lumenia;

/** The result of a call: a value or a failure. */
public sealed interface ApiResult<T> {

  /** The API answered, and the answer was read. */
  record Success<T>(T value) implements ApiResult<T> {}

  /** There is no usable answer. */
  record Failure<T>(ApiFailure failure) implements ApiResult<T> {}
}
