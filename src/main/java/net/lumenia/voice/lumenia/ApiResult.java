package net.lumenia.voice.lumenia;

/** What came of a call: a value, or the reason why there is none. */
public sealed interface ApiResult<T> {

  /** The API answered, and the answer could be read. */
  record Success<T>(T value) implements ApiResult<T> {}

  /** No usable answer. */
  record Failure<T>(ApiFailure failure) implements ApiResult<T> {}
}
