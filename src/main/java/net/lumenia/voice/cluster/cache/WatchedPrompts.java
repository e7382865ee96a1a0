package net.lumenia.voice.cluster.cache;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * The prompts in labelled ConfigMaps that assistants refer to. An assistant is reconciled when its
 * prompt changes, and not when another key of its ConfigMap does.
 */
public final class WatchedPrompts {

  /** The consent of the owner of a ConfigMap, as a label selector. */
  public static final String PROMPT_LABEL = "voice.lumenia.net/prompt=true";

  private static final String BY_PROMPT = "prompt";

  private final KubernetesClient kubernetes;
  private final ContentReads reads;
  private final Requeuer<VoiceAssistant> requeuer;
  private final TextCache texts;
  private final ContentCache<ConfigMap, PromptEntry> cache;

  /**
   * @param requeuer starts the reconcile of an assistant
   */
  public WatchedPrompts(
      KubernetesClient kubernetes,
      ContentReads reads,
      Requeuer<VoiceAssistant> requeuer,
      TextCache texts,
      Executor telling) {
    this.kubernetes = kubernetes;
    this.reads = reads;
    this.requeuer = requeuer;
    this.texts = texts;
    cache = new ContentCache<>(WatchedPrompts::empty, this::keep, telling);
  }

  private static ConfigMap empty() {
    var configMap = new ConfigMap();
    configMap.setMetadata(new ObjectMeta());
    return configMap;
  }

  private PromptEntry keep(ConfigMap configMap, String key) {
    PromptEntry entry = PromptEntry.of(configMap, key);
    if (entry instanceof PromptEntry.Text(String digest)) {
      String namespace = configMap.getMetadata().getNamespace();
      texts.keep(namespace, digest, PromptEntry.text(configMap, key).orElseThrow());
    }
    return entry;
  }

  /** The text under this key; empty if there is no labelled ConfigMap of this name. */
  public Optional<Prompt> prompt(String namespace, ConfigMapKeyRef reference) {
    return cache
        .get(namespace, reference.name(), reference.key(), () -> read(namespace, reference))
        .flatMap(entry -> withText(entry, namespace, reference));
  }

  /** A text for which there is no room is read again. */
  private Optional<Prompt> withText(
      PromptEntry entry, String namespace, ConfigMapKeyRef reference) {
    Optional<Prompt> kept =
        switch (entry) {
          case PromptEntry.Text(String digest) ->
              texts.get(namespace, digest).map(text -> found(text, digest, namespace, reference));
          case PromptEntry.Unusable(String message) -> unavailable(message);
          case PromptEntry.Missing(String message) -> unavailable(message);
        };
    return kept.isPresent()
        ? kept
        : read(namespace, reference).map(configMap -> prompt(configMap, reference));
  }

  private static Optional<Prompt> unavailable(String message) {
    return Optional.of(new Prompt.Unavailable(message));
  }

  private static Prompt found(
      String text, String digest, String namespace, ConfigMapKeyRef reference) {
    return new Prompt.Found(text, new Prompt.Source(namespace, reference, digest));
  }

  private Prompt prompt(ConfigMap configMap, ConfigMapKeyRef reference) {
    return switch (keep(configMap, reference.key())) {
      case PromptEntry.Text(String digest) ->
          found(
              PromptEntry.text(configMap, reference.key()).orElseThrow(),
              digest,
              configMap.getMetadata().getNamespace(),
              reference);
      case PromptEntry.Unusable(String message) -> new Prompt.Unavailable(message);
      case PromptEntry.Missing(String message) -> new Prompt.Unavailable(message);
    };
  }

  private Optional<ConfigMap> read(String namespace, ConfigMapKeyRef reference) {
    return reads.call(() -> labelled(reads, namespace, reference.name()));
  }

  private static Optional<ConfigMap> labelled(ContentReads reads, String namespace, String name) {
    return reads.labelled(ConfigMap.class, PROMPT_LABEL, namespace, name);
  }

  /** Whether the prompt is still what it was, at the API server; within {@link ContentReads}. */
  public static boolean isCurrent(Prompt.Source source, ContentReads reads) {
    return labelled(reads, source.namespace(), source.reference().name())
        .flatMap(configMap -> PromptEntry.text(configMap, source.reference().key()))
        .filter(text -> PromptEntry.Text.of(text).digest().equals(source.digest()))
        .isPresent();
  }

  /** The event source of the assistants' controller. */
  public EventSource<?, VoiceAssistant> eventSource(EventSourceContext<VoiceAssistant> context) {
    var assistants = context.getPrimaryCache();
    assistants.addIndexer(BY_PROMPT, References::prompts);
    cache.referredToBy(
        configMap ->
            assistants.byIndex(BY_PROMPT, configMap).stream()
                .map(References::promptKey)
                .collect(toUnmodifiableSet()));
    cache.addListener(
        (configMap, keys) ->
            assistants.byIndex(BY_PROMPT, References.key(configMap)).stream()
                .filter(assistant -> keys.contains(References.promptKey(assistant)))
                .map(ResourceID::fromResource)
                .forEach(requeuer::now));
    return new ContentInformers<>(
        ConfigMap.class,
        PROMPT_LABEL,
        cache,
        References::prompts,
        kubernetes,
        reads,
        context.getControllerConfiguration().getEffectiveNamespaces());
  }
}
