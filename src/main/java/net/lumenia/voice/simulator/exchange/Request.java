package net.lumenia.voice.simulator.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.simulator.http.Headers;
import net.lumenia.voice.simulator.http.Received;

/**
 * A request, parsed for the endpoints.
 *
 * @param path as sent, for the log
 * @param segments the percent-decoded segments of the path; a trailing slash adds an empty one
 */
public record Request(
    String method,
    String path,
    List<String> segments,
    Map<String, String> query,
    Headers headers,
    RequestBody body) {

  public static Request of(Received received) {
    URI uri = received.target();
    return new Request(
        received.method(),
        uri.getRawPath(),
        segments(uri.getRawPath()),
        query(uri),
        received.headers(),
        RequestBody.of(received.content()));
  }

  /** The value, if the request has the header exactly once. */
  public Optional<String> header(String name) {
    return headers.only(name);
  }

  /** The {@code X-Account-Id} as sent; empty without one. */
  public String account() {
    return header("X-Account-Id").orElse("");
  }

  /** The {@code X-Correlation-Id} as sent; empty without one. */
  public String correlationId() {
    return header("X-Correlation-Id").orElse("");
  }

  public Optional<Route> endpoint() {
    return Route.of(segments);
  }

  /** The name of the workspace, or its slug if that is not hex; empty without one. */
  public String workspace() {
    return Route.slug(segments).map(slug -> Slug.name(slug).orElse(slug)).orElse("");
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

  /** Percent-decodes. A plus stays a plus: it means a space only in form data. */
  private static String decoded(String raw) {
    return URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
  }
}
