package net.lumenia.voice.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Credentials;
import okhttp3.HttpUrl;

/**
 * An HTTP proxy, with the user and password of its URL. Only {@link #authorization} contains them;
 * {@link #toString} and all errors do not.
 */
public final class ProxyServer {

  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)://.*");
  private static final String FORM =
      "http://[user:password@]host[:port], with special characters in user and password"
          + " percent-encoded";

  private final HttpUrl url;

  private ProxyServer(HttpUrl url) {
    this.url = url;
  }

  /**
   * Reads the URL of a proxy. The scheme may be absent, and the port, which is then 80.
   *
   * @param variable where the URL comes from, for the message
   * @throws IllegalArgumentException with a message for the user, without any part of the URL that
   *     may be a password
   */
  public static ProxyServer parse(String variable, String value) {
    String text = value.strip();
    var scheme = SCHEME.matcher(text);
    if (scheme.matches() && !scheme.group(1).equalsIgnoreCase("http")) {
      throw new IllegalArgumentException(
          "%s: proxies with the scheme %s are not supported; give it as %s"
              .formatted(variable, scheme.group(1).toLowerCase(Locale.ROOT), FORM));
    }
    HttpUrl url = HttpUrl.parse(scheme.matches() ? text : "http://" + text);
    if (url == null || !isOnlyAuthority(url)) {
      throw new IllegalArgumentException(
          "%s is not the URL of a proxy; give it as %s".formatted(variable, FORM));
    }
    return new ProxyServer(url);
  }

  /** More than that may be a password with '/', '?' or '#', whose start looks like a port. */
  private static boolean isOnlyAuthority(HttpUrl url) {
    return url.encodedPath().equals("/") && url.query() == null && url.fragment() == null;
  }

  /** Host and port, for messages. */
  public String name() {
    String host = url.host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + url.port();
  }

  /** The URL of the proxy, with user and password as they were given. */
  public String secretUrl() {
    String userInfo =
        url.encodedUsername().isEmpty() && url.encodedPassword().isEmpty()
            ? ""
            : url.encodedUsername() + ":" + url.encodedPassword() + "@";
    return "http://" + userInfo + name();
  }

  /** The proxy for OkHttp, which resolves its name. */
  public Proxy proxy() {
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.host(), url.port()));
  }

  /** The value of {@code Proxy-Authorization}; empty if the URL has no user and password. */
  public Optional<String> authorization() {
    return url.username().isEmpty() && url.password().isEmpty()
        ? Optional.empty()
        : Optional.of(Credentials.basic(url.username(), url.password(), UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProxyServer proxy && url.equals(proxy.url);
  }

  @Override
  public int hashCode() {
    return url.hashCode();
  }

  @Override
  public String toString() {
    return "ProxyServer[" + name() + "]";
  }
}
