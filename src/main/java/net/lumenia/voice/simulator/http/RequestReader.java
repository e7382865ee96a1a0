package net.lumenia.voice.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads the requests of a connection in sequence (RFC 9112). */
final class RequestReader {

  private static final int LINE_LIMIT = 16 * 1024;
  private static final int HEADER_LIMIT = 200;
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);

  private final InputStream in;
  private final OutputStream out;
  private final boolean local;

  /**
   * @param out for {@code 100 Continue}, without which some clients do not send a large body
   */
  RequestReader(InputStream in, OutputStream out, boolean local) {
    this.in = in;
    this.out = out;
    this.local = local;
  }

  /** The next request, or empty at the end of the stream. */
  Optional<Received> read() throws IOException {
    Optional<String> line = line();
    while (line.isPresent() && line.get().isEmpty()) {
      // RFC 9112, section 2.2: skip empty lines before the request line.
      line = line();
    }
    return line.isEmpty() ? Optional.empty() : Optional.of(request(line.get().split(" ", -1)));
  }

  private Received request(String[] start) throws IOException {
    if (start.length != 3 || !start[2].startsWith("HTTP/1.")) {
      throw new BadRequestException("the first line is not \"METHOD /path HTTP/1.1\"");
    }
    Headers headers = headers();
    boolean keepAlive = start[2].equals("HTTP/1.1") && !headers.lists("Connection", "close");
    return new Received(local, start[0], target(start[1]), headers, keepAlive, body(headers));
  }

  private static URI target(String text) throws BadRequestException {
    try {
      URI target = new URI(text);
      if (target.getRawPath() != null) {
        return target;
      }
    } catch (URISyntaxException e) {
      // Reported below.
    }
    throw new BadRequestException("\"%s\" is not a path".formatted(text));
  }

  private Headers headers() throws IOException {
    Headers headers = new Headers();
    for (int count = 0; count < HEADER_LIMIT; count++) {
      String line = requiredLine();
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon < 1 || Character.isWhitespace(line.charAt(0))) {
        throw new BadRequestException("a header is not \"Name: value\"");
      }
      headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    throw new BadRequestException("there are more than %d headers".formatted(HEADER_LIMIT));
  }

  private byte[] body(Headers headers) throws IOException {
    boolean chunked = headers.has("Transfer-Encoding");
    if (chunked && !headers.lists("Transfer-Encoding", "chunked")) {
      throw new BadRequestException("Transfer-Encoding must be chunked");
    }
    if (headers.lists("Expect", "100-continue")) {
      out.write(CONTINUE);
      out.flush();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (chunked) {
      readChunks(body);
    } else if (headers.has("Content-Length")) {
      read(number(headers.only("Content-Length").orElse("twice"), 10), body);
    }
    return body.toByteArray();
  }

  private void readChunks(ByteArrayOutputStream body) throws IOException {
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      read(size, body);
      requiredLine();
    }
    headers();
  }

  private long chunkSize() throws IOException {
    return number(requiredLine().split(";", 2)[0].strip(), 16);
  }

  /** Keeps the bytes up to the limit plus one, and discards the rest. */
  private void read(long length, ByteArrayOutputStream body) throws IOException {
    int kept = (int) Math.min(length, Received.BODY_LIMIT + 1 - body.size());
    byte[] bytes = in.readNBytes(kept);
    if (bytes.length < kept) {
      throw new EOFException("the client closed the connection before the end of the body");
    }
    body.write(bytes);
    in.skipNBytes(length - kept);
  }

  private static long number(String text, int radix) throws BadRequestException {
    try {
      long length = Long.parseLong(text, radix);
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new BadRequestException("\"%s\" is not the length of a body".formatted(text));
  }

  private String requiredLine() throws IOException {
    return line().orElseThrow(() -> new EOFException("the client closed the connection"));
  }

  /** The next line, or empty at the end of the stream. */
  private Optional<String> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return Optional.empty();
      }
      if (line.size() == LINE_LIMIT) {
        throw new BadRequestException("a line is longer than %d bytes".formatted(LINE_LIMIT));
      }
      line.write(next);
    }
    String text = line.toString(ISO_8859_1);
    return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
