package net.lumenia.voice.network;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which proxy leads to a URL, from the environment variables that curl and Go read: {@code
 * HTTPS_PROXY} for https, {@code HTTP_PROXY} for http, and {@link NoProxy NO_PROXY}. The lower-case
 * variable takes precedence; an empty one counts as absent.
 */
public record Proxies(Optional<ProxyServer> http, Optional<ProxyServer> https, NoProxy noProxy) {

  /** Every URL is reached directly. */
  public static final Proxies NONE =
      new Proxies(Optional.empty(), Optional.empty(), new NoProxy(""));

  /**
   * Reads the variables.
   *
   * @throws IllegalArgumentException if one of them is no proxy URL, with a message for the user
   */
  public static Proxies from(Map<String, String> environment) {
    return new Proxies(
        proxy(environment, "HTTP_PROXY"),
        proxy(environment, "HTTPS_PROXY"),
        new NoProxy(variable(environment, "NO_PROXY").map(Map.Entry::getValue).orElse("")));
  }

  /**
   * The proxy for a URL; empty if it is reached directly.
   *
   * @param scheme http or https
   */
  public Optional<ProxyServer> forUrl(String scheme, String host, int port) {
    Optional<ProxyServer> proxy = scheme.equals("https") ? https : http;
    return proxy.filter(_ -> !noProxy.matches(host, port));
  }

  private static Optional<ProxyServer> proxy(Map<String, String> environment, String name) {
    return variable(environment, name)
        .map(variable -> ProxyServer.parse(variable.getKey(), variable.getValue()));
  }

  private static Optional<Map.Entry<String, String>> variable(
      Map<String, String> environment, String name) {
    return Stream.of(name.toLowerCase(Locale.ROOT), name)
        .map(variable -> Map.entry(variable, environment.getOrDefault(variable, "")))
        .filter(variable -> !variable.getValue().isBlank())
        .findFirst();
  }
}
