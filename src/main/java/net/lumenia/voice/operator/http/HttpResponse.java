package net.lumenia.voice.operator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * A response, after which the connection is closed.
 *
 * @param type of the body, for {@code Content-Type}
 */
record HttpResponse(int status, String type, String body) {

  private static final String PLAIN = "text/plain; charset=utf-8";

  static HttpResponse text(int status, String text) {
    return new HttpResponse(status, PLAIN, text + "\n");
  }

  /**
   * Encodes the response.
   *
   * @param bodiless for HEAD: omits the body but keeps its length
   */
  ByteBuffer encode(boolean bodiless) {
    byte[] content = body.getBytes(UTF_8);
    byte[] head =
        """
        HTTP/1.1 %d %s\r
        Content-Type: %s\r
        Content-Length: %d\r
        Connection: close\r
        %s\r
        """
            .formatted(
                status, phrase(), type, content.length, status == 405 ? "Allow: GET, HEAD\r\n" : "")
            .getBytes(UTF_8);
    ByteBuffer all = ByteBuffer.allocate(head.length + (bodiless ? 0 : content.length)).put(head);
    return (bodiless ? all : all.put(content)).flip();
  }

  private String phrase() {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      default -> "Service Unavailable";
    };
  }
}
