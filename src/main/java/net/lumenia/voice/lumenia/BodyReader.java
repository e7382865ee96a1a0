package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.util.Locale;
import net.lumenia.voice.lumenia.Answer.Body;
import okhttp3.Headers;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import okio.Source;

/**
 * Reads a body up to the limit, as it comes and again when decompressed. OkHttp would decompress by
 * itself, but then a broken archive looks like a broken connection.
 */
final class BodyReader {

  static final String ACCEPTED_ENCODING = "gzip";

  private static final Body TOO_LARGE =
      new Body.Unusable("the body is larger than %d MiB".formatted(Limits.BODY_BYTES >> 20));

  private BodyReader() {}

  /**
   * @throws IOException if the connection breaks or is too slow
   */
  static Body read(Response response) throws IOException {
    BufferedSource source = response.body().source();
    return source.request(Limits.BODY_BYTES + 1)
        ? TOO_LARGE
        : decoded(source.getBuffer(), response.headers());
  }

  private static Body decoded(Buffer raw, Headers headers) {
    String encoding = headers.get("Content-Encoding");
    if (encoding == null || raw.exhausted()) {
      return new Body.Content(raw.readByteString());
    }
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "identity" -> new Body.Content(raw.readByteString());
      case "gzip", "x-gzip" -> decompressed(raw);
      default -> new Body.Unusable("the body is compressed in a way that was not asked for");
    };
  }

  private static Body decompressed(Source raw) {
    try (BufferedSource source = Okio.buffer(new GzipSource(raw))) {
      return source.request(Limits.BODY_BYTES + 1)
          ? TOO_LARGE
          : new Body.Content(source.readByteString());
    } catch (IOException e) {
      return new Body.Unusable("the body can not be decompressed");
    }
  }
}
