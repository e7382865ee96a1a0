package net.lumenia.voice.operator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.cluster.ListPages;
import net.lumenia.voice.cluster.cache.TextCache;
import net.lumenia.voice.lumenia.TlsCiphers;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Makes the clients for the API server. */
public final class KubernetesClients {

  private static final int BUFFERS = 8;

  private KubernetesClients() {}

  /**
   * Makes a client.
   *
   * @param kubeconfig absent: {@code KUBECONFIG}, {@code ~/.kube/config}, or the pod's account
   * @throws ClientConfigException if a proxy is invalid, or a credential plugin fails
   */
  public static KubernetesClient create(Optional<Path> kubeconfig) {
    return create(ClientOptions.of(kubeconfig));
  }

  /**
   * Makes a client.
   *
   * @throws ClientConfigException if the context does not exist, a proxy is invalid, or a
   *     credential plugin fails
   */
  public static KubernetesClient create(ClientOptions options) {
    return create(KubernetesConfig.read(options, System.getenv()), () -> {});
  }

  /**
   * The same, for a long time.
   *
   * @param onEnd is called when a request has ended in any way, each attempt for itself; must not
   *     block
   */
  static KubernetesClient observed(Optional<Path> kubeconfig, Runnable onEnd) {
    return create(config(kubeconfig), onEnd);
  }

  /**
   * Makes a client for the caches of our resources, which decodes them into their {@link
   * CachedForm}.
   *
   * @param texts keeps the long texts that the form lacks, as long as there is room
   * @param labels the names of the labels that the form keeps
   */
  static KubernetesClient forCaches(
      Optional<Path> kubeconfig, TextCache texts, Set<String> labels) {
    var mapper = mapper().registerModule(CachedForm.module(texts, labels));
    return builder(config(kubeconfig), () -> {})
        .withKubernetesSerialization(new KubernetesSerialization(mapper, true))
        .build();
  }

  /**
   * Makes a client with connections of its own, which sends every request once and waits so long.
   */
  static KubernetesClient impatient(Optional<Path> kubeconfig, Duration patience) {
    Config config = config(kubeconfig);
    config.setConnectionTimeout((int) patience.toMillis());
    config.setRequestTimeout((int) patience.toMillis());
    config.setRequestRetryBackoffLimit(0);
    // A request of HTTP/2 that is given up closes only its stream: the next one would go the same
    // dead way. In HTTP/1.1 it closes the connection.
    config.setHttp2Disable(true);
    return create(config, () -> {});
  }

  /**
   * The namespace of the pod, or of the kubeconfig's context. A context without one means {@code
   * default}, as for kubectl.
   */
  public static String namespace(KubernetesClient client) {
    return Objects.requireNonNullElse(client.getNamespace(), "default");
  }

  private static Config config(Optional<Path> kubeconfig) {
    return KubernetesConfig.read(ClientOptions.of(kubeconfig), System.getenv());
  }

  /**
   * By default each thread keeps buffers of its own, and each reconcile is a thread; so a few are
   * shared.
   */
  private static ObjectMapper mapper() {
    return new ObjectMapper(
        JsonFactory.builder().recyclerPool(JsonRecyclerPools.newBoundedPool(BUFFERS)).build());
  }

  static KubernetesClient create(Config config, Runnable onEnd) {
    return builder(config, onEnd)
        .withKubernetesSerialization(new KubernetesSerialization(mapper(), true))
        .build();
  }

  private static KubernetesClientBuilder builder(Config config, Runnable onEnd) {
    Optional<TlsServerName> serverName =
        Optional.ofNullable(config.getTlsServerName())
            .filter(name -> !name.isEmpty())
            .map(TlsServerName::new);
    config.setTlsServerName(null); // the library would warn that it ignores it
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(
            new OkHttpClientFactory() {
              @Override
              protected void additionalConfig(OkHttpClient.Builder builder) {
                builder.addInterceptor(new ListPages());
                builder.addInterceptor(chain -> proceed(chain, onEnd));
                serverName.ifPresent(builder::addInterceptor);
                TlsCiphers.prefer(builder);
              }
            });
  }

  private static Response proceed(Interceptor.Chain chain, Runnable onEnd) throws IOException {
    try {
      return chain.proceed(chain.request());
    } finally {
      onEnd.run();
    }
  }
}
