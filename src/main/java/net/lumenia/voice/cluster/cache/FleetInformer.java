package net.lumenia.voice.cluster.cache;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.health.Status;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * Watches all assistants for a process that serves only some of them. It starts before the
 * reconciles do, and keeps nothing itself.
 */
public final class FleetInformer extends AbstractEventSource<Void, VoiceAssistant>
    implements InformerWrappingEventSourceHealthIndicator<VoiceAssistant> {

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

  private final NamespaceInformers<VoiceAssistant> informers;

  /**
   * @param namespaces the namespaces to watch, in the SDK's notation
   */
  public FleetInformer(KubernetesClient kubernetes, Listener listener, Set<String> namespaces) {
    super(Void.class, "fleet");
    informers =
        new NamespaceInformers<>(
            kubernetes,
            VoiceAssistant.class,
            Optional.empty(),
            new ListenerContent(listener),
            namespaces);
  }

  /** Returns when all assistants were seen. */
  @Override
  public void start() {
    informers.start();
    super.start();
  }

  @Override
  public void stop() {
    super.stop();
    informers.stop();
  }

  @Override
  public Map<String, InformerHealthIndicator> informerHealthIndicators() {
    return informers.health();
  }

  @Override
  public Status getStatus() {
    return InformerWrappingEventSourceHealthIndicator.super.getStatus();
  }

  @Override
  public Set<Void> getSecondaryResources(VoiceAssistant primary) {
    return Set.of();
  }

  private record ListenerContent(Listener listener) implements KeyStore.Content<VoiceAssistant> {

    @Override
    public void put(String key, VoiceAssistant assistant) {
      listener.seen(assistant);
    }

    @Override
    public void remove(String key) {
      listener.gone(key);
    }

    @Override
    public Stream<String> keys() {
      return listener.keys();
    }

    @Override
    public boolean has(String key) {
      return listener.knows(key);
    }

    @Override
    public VoiceAssistant empty() {
      var assistant = new VoiceAssistant();
      assistant.setMetadata(new ObjectMeta());
      return assistant;
    }
  }
}
