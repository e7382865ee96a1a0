package net.lumenia.voice.lumenia;

import java.io.IOException;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import okio.Buffer;
import okio.BufferedSource;

/** Makes a value of the body of an answer. */
@FunctionalInterface
interface BodyReader<T> {

  /**
   * Reads a body.
   *
   * @throws IOException if the {@link ResponseStream} can't be read
   */
  ApiResult<T> read(BufferedSource body) throws IOException;

  /** The same with a body that is already here. */
  default ApiResult<T> read(byte[] body) {
    try {
      return read(new Buffer().write(body));
    } catch (UnusableBody e) {
      return new Failure<>(BadResponse.at(Node.ROOT, e.problem()));
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
  }
}
