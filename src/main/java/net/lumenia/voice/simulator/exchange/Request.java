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
 * A request as the endpoints see it.
 *
 * @param path as it was sent, for the log
 * @param segments the path's parts, percent-decoded; a trailing slash leaves an empty one
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

  /** The header's value when it was sent exactly once. */
  public Optional<String> header(String name) {
    return headers.only(name);
  }

  /** The {@code X-Account-Id} as it was sent, empty without one. */
  public String account() {
    return header("X-Account-Id").orElse("");
  }

  /** The {@code X-Correlation-Id} as it was sent, empty without one. */
  public String correlationId() {
    return header("X-Correlation-Id").orElse("");
  }

  public Optional<Route> endpoint() {
    return Route.of(segments);
  }

  /** The name behind the slug, the slug itself where it is not hex, empty without one. */
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

  /** Percent-decodes; a plus is a plus, because only forms mean a space by it. */
  private static String decoded(String raw) {
    return URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
  }
}
