package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.network.Proxies;
import net.lumenia.voice.network.ProxyServer;
import okhttp3.Authenticator;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Selects the proxy for a call, and gives it user and password if it asks for them. */
final class ProxyRoutes extends ProxySelector implements Authenticator {

  private static final String AUTHORIZATION = "Proxy-Authorization";

  private final Proxies proxies;

  ProxyRoutes(Proxies proxies) {
    this.proxies = proxies;
  }

  /** The proxy that leads to a URL; empty if none does. */
  Optional<ProxyServer> of(HttpUrl url) {
    return proxies.forUrl(url.scheme(), url.host(), url.port());
  }

  @Override
  public List<Proxy> select(URI uri) {
    return List.of(
        Optional.ofNullable(HttpUrl.get(uri))
            .flatMap(this::of)
            .map(ProxyServer::proxy)
            .orElse(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The failure of the call says so.
  }

  /** Answers a challenge once; OkHttp also asks before there is one. */
  @Override
  public @Nullable Request authenticate(@Nullable Route route, Response response) {
    Request request = response.request();
    if (request.header(AUTHORIZATION) != null || !isAskedForPassword(response)) {
      return null;
    }
    return of(request.url())
        .flatMap(ProxyServer::authorization)
        .map(authorization -> request.newBuilder().header(AUTHORIZATION, authorization).build())
        .orElse(null);
  }

  private static boolean isAskedForPassword(Response response) {
    return response.challenges().stream()
        .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase("Basic"));
  }
}
