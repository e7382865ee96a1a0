package net.lumenia.voice.operator;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.network.NoProxy;
import net.lumenia.voice.network.Proxies;
import net.lumenia.voice.network.ProxyServer;
import net.lumenia.voice.operator.ExecPlugin.Credential;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of the API server's client, as kubectl would read it. The library ignores
 * {@code tokenFile}, {@code as} and, for an https server, an http {@code proxy-url}; it can't run
 * many credential plugins; with a kubeconfig file it ignores the proxy variables; it fails on many
 * entries of {@code NO_PROXY}; and without a token it reads the file before every request.
 */
final class KubernetesConfig {

  private static final Set<String> OTHER_PROXIES = Set.of("https", "socks4", "socks5");

  private KubernetesConfig() {}

  /**
   * Reads the configuration.
   *
   * @param environment the variables with proxies
   * @throws ClientConfigException if the context does not exist, a proxy is invalid, or a
   *     credential plugin fails
   */
  static Config read(ClientOptions options, Map<String, String> environment) {
    @Nullable String context = options.context().orElse(null);
    Config config =
        options
            .kubeconfig()
            .map(file -> Config.fromKubeconfig(context, file.toFile()))
            .orElseGet(() -> Config.autoConfigure(context));
    options.context().ifPresent(name -> requireContext(config, name));
    try {
      complete(config, environment);
    } catch (IllegalArgumentException e) {
      throw new ClientConfigException(String.valueOf(e.getMessage()));
    }
    options.user().ifPresent(config::setImpersonateUsername);
    return config;
  }

  /** The library falls back to the current context, or to none. */
  private static void requireContext(Config config, String name) {
    NamedContext current = config.getCurrentContext();
    if (current == null || !name.equals(current.getName())) {
      throw new ClientConfigException(
          "--context: the kubeconfig has no context %s; its contexts: %s"
              .formatted(
                  name,
                  list(config.getContexts()).stream()
                      .map(NamedContext::getName)
                      .collect(joining(", "))));
    }
  }

  private static void complete(Config config, Map<String, String> environment) {
    Optional<NamedContext> context = Optional.ofNullable(config.getCurrentContext());
    Optional<Cluster> cluster = context.flatMap(KubernetesConfig::cluster);
    context.flatMap(KubernetesConfig::user).ifPresent(user -> user.applyTo(config, cluster));
    if (!mayGetToken(config)) {
      config.setOauthTokenProvider(() -> "");
    }
    cluster
        .flatMap(entry -> Optional.ofNullable(entry.getProxyUrl()))
        .filter(url -> !url.isEmpty())
        .ifPresentOrElse(
            url -> setProxy(config, url), () -> applyProxies(config, Proxies.from(environment)));
  }

  /**
   * Whether there is a token, or another source of one. Otherwise the library would read the whole
   * kubeconfig before every request to look for one, from the second minute on.
   */
  private static boolean mayGetToken(Config config) {
    return config.getOauthTokenProvider() != null
        || config.getOauthToken() != null
        || config.getAutoOAuthToken() != null
        || config.getAuthProvider() != null;
  }

  /** A user entry, with the file that relative paths refer to. */
  private record User(AuthInfo entry, File kubeconfig) {

    void applyTo(Config config, Optional<Cluster> cluster) {
      Optional.ofNullable(entry.getTokenFile())
          .filter(file -> !file.isEmpty())
          .map(file -> kubeconfig.toPath().toAbsolutePath().resolveSibling(file))
          .ifPresent(file -> config.setOauthTokenProvider(new TokenFile(file)));
      Optional.ofNullable(entry.getAs()).ifPresent(config::setImpersonateUsername);
      Optional.ofNullable(entry.getAsGroups())
          .ifPresent(groups -> config.setImpersonateGroups(groups.toArray(String[]::new)));
      Optional.ofNullable(entry.getAsUserExtra()).ifPresent(config::setImpersonateExtras);
      if (entry.getExec() != null && !hasCredential(config)) {
        runPlugin(
            config,
            new ExecPlugin(entry.getExec(), kubeconfig.toPath(), cluster, Clock.systemUTC()));
      }
    }

    /** Whether the library could run the plugin, or there is another credential. */
    private static boolean hasCredential(Config config) {
      return config.getOauthTokenProvider() != null
          || config.getAutoOAuthToken() != null
          || config.getClientCertData() != null
          || config.getClientCertFile() != null;
    }

    private static void runPlugin(Config config, ExecPlugin plugin) {
      Credential credential = plugin.credential();
      if (!credential.token().isEmpty()) {
        config.setOauthTokenProvider(plugin);
      }
      if (!credential.certificate().isEmpty()) {
        config.setClientCertData(credential.certificate());
        config.setClientKeyData(credential.key());
      }
    }
  }

  private static Optional<User> user(NamedContext context) {
    return Optional.ofNullable(KubeConfigUtils.getFileWithNamedAuthInfo(context))
        .flatMap(
            file ->
                list(KubeConfigUtils.parseConfig(file).getUsers()).stream()
                    .filter(user -> user.getName().equals(context.getContext().getUser()))
                    .map(NamedAuthInfo::getUser)
                    .findFirst()
                    .map(entry -> new User(entry, file)));
  }

  private static Optional<Cluster> cluster(NamedContext context) {
    return Optional.ofNullable(KubeConfigUtils.getFileWithNamedCluster(context))
        .flatMap(
            file ->
                list(KubeConfigUtils.parseConfig(file).getClusters()).stream()
                    .filter(cluster -> cluster.getName().equals(context.getContext().getCluster()))
                    .map(NamedCluster::getCluster)
                    .findFirst());
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  /** The proxy of a cluster entry is used whatever {@code NO_PROXY} says, as in kubectl. */
  private static void setProxy(Config config, String url) {
    config.setNoProxy(null);
    String complete = withPort("proxy-url", url);
    config.setHttpProxy(complete);
    config.setHttpsProxy(complete);
  }

  private static void applyProxies(Config config, Proxies proxies) {
    String url = config.getMasterUrl();
    URI server = URI.create(url.contains("://") ? url : "https://" + url);
    config.setNoProxy(null);
    if (isDirect(server, proxies.noProxy())) {
      config.setHttpProxy(null);
      config.setHttpsProxy(null);
      return;
    }
    proxies.http().map(ProxyServer::secretUrl).ifPresent(config::setHttpProxy);
    proxies.https().map(ProxyServer::secretUrl).ifPresent(config::setHttpsProxy);
  }

  private static boolean isDirect(URI server, NoProxy noProxy) {
    int port = server.getScheme().equals("https") ? 443 : 80;
    return noProxy.matches(server.getHost(), server.getPort() < 0 ? port : server.getPort());
  }

  /** The library wants a port. */
  private static String withPort(String name, String url) {
    return url.contains("://") && OTHER_PROXIES.contains(url.substring(0, url.indexOf("://")))
        ? url
        : ProxyServer.parse(name, url).secretUrl();
  }
}
