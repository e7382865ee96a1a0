package net.lumenia.voice.cluster.cache;

import static java.util.stream.Collectors.toMap;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.lumenia.voice.cluster.ListPages;

/** The informers of one kind, one for each watched namespace, which fill a {@link KeyStore}. */
final class NamespaceInformers<T extends HasMetadata> {

  private static final Duration SYNC_TIMEOUT = Duration.ofMinutes(10);

  private final KubernetesClient kubernetes;
  private final Class<T> type;
  private final Optional<String> label;
  private final KeyStore.Content<T> content;
  private final Set<String> namespaces;
  private final Map<String, SharedIndexInformer<T>> informers = new ConcurrentHashMap<>();

  /**
   * @param label as {@code name=value}, that the objects must have
   * @param namespaces the namespaces to watch, in the SDK's notation
   */
  NamespaceInformers(
      KubernetesClient kubernetes,
      Class<T> type,
      Optional<String> label,
      KeyStore.Content<T> content,
      Set<String> namespaces) {
    this.kubernetes = kubernetes;
    this.type = type;
    this.label = label;
    this.content = content;
    this.namespaces = Set.copyOf(namespaces);
  }

  /** Returns when all objects are in the store. */
  void start() {
    watchedNamespaces().forEach(this::start);
  }

  /** An empty name stands for all namespaces. */
  private Set<String> watchedNamespaces() {
    return InformerConfiguration.allNamespacesWatched(namespaces) ? Set.of("") : namespaces;
  }

  private void start(String namespace) {
    var all = kubernetes.resources(type);
    var objects = namespace.isEmpty() ? all.inAnyNamespace() : all.inNamespace(namespace);
    var informer =
        label
            .map(objects::withLabelSelector)
            .orElse(objects)
            .withLimit((long) ListPages.MAX_SIZE)
            .runnableInformer(0)
            // It would keep the name of every object.
            .removeNamespaceIndex()
            .itemStore(new KeyStore<>(namespace, content))
            // After an unreadable watch event it lists again, and retries until that succeeds.
            .exceptionHandler((hasStarted, _) -> hasStarted);
    informers.put(namespace, informer);
    try {
      informer.start().toCompletableFuture().get(SYNC_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException("interrupted while listing " + type.getSimpleName(), e);
    } catch (ExecutionException | TimeoutException e) {
      throw new OperatorException("could not list and watch " + type.getSimpleName(), e);
    }
  }

  void stop() {
    informers.values().forEach(SharedIndexInformer::stop);
  }

  Map<String, InformerHealthIndicator> health() {
    return informers.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, one -> new InformerHealth(one.getKey(), one.getValue())));
  }
}
