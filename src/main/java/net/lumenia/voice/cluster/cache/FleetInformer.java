package net.lumenia.voice.cluster.cache;

import static java.util.stream.Collectors.toMap;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.health.Status;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import net.lumenia.voice.cluster.ListPages;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.VoiceAssistant;
import org.jspecify.annotations.Nullable;

/**
 * Watches all assistants for a process that serves only some of them. It starts before the
 * reconciles do, and keeps nothing itself.
 */
public final class FleetInformer extends AbstractEventSource<Void, VoiceAssistant>
    implements InformerWrappingEventSourceHealthIndicator<VoiceAssistant> {

  private static final Duration SYNC_TIMEOUT = Duration.ofMinutes(10);

  /** Keeps what is needed of the assistants. Called under the informer's lock; must not block. */
  public interface Listener {

    /** An assistant was created or updated, or is listed. */
    void seen(VoiceAssistant assistant);

    /**
     * An assistant was deleted.
     *
     * @param key as namespace/name
     */
    void gone(String key);

    /** The keys of those that were seen and are not gone. */
    Stream<String> keys();

    /** Whether a key is one of these. */
    boolean knows(String key);
  }

  private final KubernetesClient kubernetes;
  private final Listener listener;
  private final Set<String> namespaces;
  private final Map<String, SharedIndexInformer<VoiceAssistant>> informers =
      new ConcurrentHashMap<>();

  /**
   * @param namespaces the namespaces to watch, in the SDK's notation
   */
  public FleetInformer(KubernetesClient kubernetes, Listener listener, Set<String> namespaces) {
    super(Void.class, "fleet");
    this.kubernetes = kubernetes;
    this.listener = listener;
    this.namespaces = Set.copyOf(namespaces);
  }

  /** Returns when all assistants were seen. */
  @Override
  public void start() {
    watchedNamespaces().forEach(this::start);
    super.start();
  }

  /** An empty name stands for all namespaces. */
  private Set<String> watchedNamespaces() {
    return InformerConfiguration.allNamespacesWatched(namespaces) ? Set.of("") : namespaces;
  }

  private void start(String namespace) {
    var assistants = kubernetes.resources(VoiceAssistant.class);
    var informer =
        (namespace.isEmpty() ? assistants.inAnyNamespace() : assistants.inNamespace(namespace))
            .withLimit((long) ListPages.MAX_SIZE)
            .runnableInformer(0)
            .removeNamespaceIndex()
            .itemStore(new Store(namespace.isEmpty() ? "" : namespace + "/"))
            .exceptionHandler((hasStarted, _) -> hasStarted);
    informers.put(namespace, informer);
    try {
      informer.start().toCompletableFuture().get(SYNC_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException("interrupted while listing all VoiceAssistants", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new OperatorException("could not list and watch all VoiceAssistants", e);
    }
  }

  @Override
  public void stop() {
    super.stop();
    informers.values().forEach(SharedIndexInformer::stop);
  }

  @Override
  public Map<String, InformerHealthIndicator> informerHealthIndicators() {
    return informers.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, one -> new InformerHealth(one.getKey(), one.getValue())));
  }

  @Override
  public Status getStatus() {
    return InformerWrappingEventSourceHealthIndicator.super.getStatus();
  }

  @Override
  public Set<Void> getSecondaryResources(VoiceAssistant primary) {
    return Set.of();
  }

  /** Shows the informer of a namespace the keys of that namespace, and passes on what it stores. */
  private final class Store implements ItemStore<VoiceAssistant> {
    private final String prefix;

    private Store(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public String getKey(VoiceAssistant assistant) {
      return References.key(assistant);
    }

    @Override
    public @Nullable VoiceAssistant put(String key, VoiceAssistant assistant) {
      listener.seen(assistant);
      return null;
    }

    @Override
    public @Nullable VoiceAssistant remove(String key) {
      listener.gone(key);
      return null;
    }

    @Override
    public Stream<String> keySet() {
      return listener.keys().filter(key -> key.startsWith(prefix));
    }

    @Override
    public Stream<VoiceAssistant> values() {
      return keySet().map(this::named);
    }

    private VoiceAssistant named(String key) {
      ResourceID id = References.id(key);
      var assistant = new VoiceAssistant();
      assistant.setMetadata(
          new ObjectMetaBuilder()
              .withNamespace(id.getNamespace().orElseThrow())
              .withName(id.getName())
              .build());
      return assistant;
    }

    @Override
    public int size() {
      return Math.toIntExact(keySet().count());
    }

    @Override
    public @Nullable VoiceAssistant get(String key) {
      return listener.knows(key) ? named(key) : null;
    }

    @Override
    public boolean isFullState() {
      return false;
    }
  }
}
