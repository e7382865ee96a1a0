package net.lumenia.voice.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the endpoints see it.
 *
 * @param path as it was sent, for the log
 * @param segments the path's parts, percent-decoded; a trailing slash leaves an empty one
 */
record Request(
    String method,
    String path,
    List<String> segments,
    Map<String, String> query,
    Headers headers,
    Body body) {

  static Request of(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    return new Request(
        exchange.getRequestMethod(),
        uri.getRawPath(),
        segments(uri.getRawPath()),
        query(uri),
        exchange.getRequestHeaders(),
        Body.read(exchange.getRequestBody()));
  }

  /** The header's value when it was sent exactly once. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name))
        .filter(values -> values.size() == 1)
        .map(List::getFirst);
  }

  private static List<String> segments(String rawPath) {
    return Arrays.stream(rawPath.replaceFirst("^/", "").split("/", -1))
        .map(Request::decoded)
        .toList();
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    for (String parameter : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        query.put(
            decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
      }
    }
    return Map.copyOf(query);
  }

  /** Percent-decodes; a plus is a plus, because only forms mean a space by it. */
  private static String decoded(String raw) {
    return URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
  }
}
