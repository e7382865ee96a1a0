package net.lumenia.voice.lumenia;

import java.io.IOException;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import okio.Buffer;
import okio.BufferedSource;

/** Reads a value from the body of an answer. */
@FunctionalInterface
interface BodyReader<T> {

  /**
   * Reads a body.
   *
   * @throws IOException if the {@link ResponseStream} can't be read
   */
  ApiResult<T> read(BufferedSource body) throws IOException;

  /** Reads a body that is in memory. */
  default ApiResult<T> read(byte[] body) {
    try {
      return read(new Buffer().write(body));
    } catch (UnusableBody e) {
      return new Failure<>(BadResponse.at(Node.ROOT, e.problem()));
    } catch (IOException e) {
      throw new AssertionError("reading from memory does not fail", e);
    }
  }
}
