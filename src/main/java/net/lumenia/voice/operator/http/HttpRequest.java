package net.lumenia.voice.operator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a request. Headers and body do not matter here, so they are not parsed.
 *
 * @param path without the query
 */
record HttpRequest(String method, String path) {

  private static final Pattern LINE =
      Pattern.compile("([A-Z]{1,16}) (/[^ ?#]*)(?:\\?[^ ]*)? HTTP/1\\.[01]");

  /**
   * Reads the first line of a request.
   *
   * @param head all bytes up to the blank line
   * @return empty if it is not an HTTP/1 request for a path
   */
  static Optional<HttpRequest> parse(ByteBuffer head) {
    String text = ISO_8859_1.decode(head).toString();
    return text.lines()
        .findFirst()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .map(line -> new HttpRequest(line.group(1), line.group(2)));
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** Whether it is GET or HEAD. */
  boolean isRead() {
    return method.equals("GET") || isHead();
  }
}
