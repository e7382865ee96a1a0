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
 * The prompts in labeled ConfigMaps to which assistants refer. It requeues an assistant when its
 * prompt changes, but not when another key of the ConfigMap changes.
 */
public final class PromptCache {

  /** A label selector: the label is the consent of the ConfigMap's owner. */
  public static final String PROMPT_LABEL = "voice.lumenia.net/prompt=true";

  private static final String BY_PROMPT = "prompt";

  private final KubernetesClient kubernetes;
  private final LargeObjectReader reader;
  private final Requeuer<VoiceAssistant> requeuer;
  private final TextCache texts;
  private final DataCache<ConfigMap, PromptEntry> cache;

  /**
   * @param executor runs the listeners of changes
   */
  public PromptCache(
      KubernetesClient kubernetes,
      LargeObjectReader reader,
      Requeuer<VoiceAssistant> requeuer,
      TextCache texts,
      Executor executor) {
    this.kubernetes = kubernetes;
    this.reader = reader;
    this.requeuer = requeuer;
    this.texts = texts;
    cache = new DataCache<>(PromptCache::empty, this::entry, executor);
  }

  private static ConfigMap empty() {
    var configMap = new ConfigMap();
    configMap.setMetadata(new ObjectMeta());
    return configMap;
  }

  private PromptEntry entry(ConfigMap configMap, String key) {
    PromptEntry entry = PromptEntry.of(configMap, key);
    if (entry instanceof PromptEntry.Text(String digest)) {
      String namespace = configMap.getMetadata().getNamespace();
      String name = textName(configMap.getMetadata().getName(), key);
      texts.put(namespace, name, digest, PromptEntry.text(configMap, key)::orElseThrow);
    }
    return entry;
  }

  private static String textName(String configMap, String key) {
    return configMap + "/" + key;
  }

  /** The prompt of this key; empty if there is no labeled ConfigMap of this name. */
  public Optional<Prompt> prompt(String namespace, ConfigMapKeyRef reference) {
    return cache
        .get(namespace, reference.name(), reference.key(), () -> read(namespace, reference))
        .flatMap(entry -> withText(entry, namespace, reference));
  }

  /** A text that was dropped from memory is read again. */
  private Optional<Prompt> withText(
      PromptEntry entry, String namespace, ConfigMapKeyRef reference) {
    Optional<Prompt> cached =
        switch (entry) {
          case PromptEntry.Text(String digest) ->
              texts
                  .get(namespace, textName(reference.name(), reference.key()), digest)
                  .map(text -> found(text, digest, namespace, reference));
          case PromptEntry.Unavailable unavailable -> Optional.of(prompt(unavailable));
        };
    return cached.isPresent()
        ? cached
        : read(namespace, reference).map(configMap -> prompt(configMap, reference));
  }

  private static Prompt prompt(PromptEntry.Unavailable unavailable) {
    return new Prompt.Unavailable(unavailable.message());
  }

  private static Prompt found(
      String text, String digest, String namespace, ConfigMapKeyRef reference) {
    return new Prompt.Found(text, new Prompt.Source(namespace, reference, digest));
  }

  private Prompt prompt(ConfigMap configMap, ConfigMapKeyRef reference) {
    return switch (entry(configMap, reference.key())) {
      case PromptEntry.Text(String digest) ->
          found(
              PromptEntry.text(configMap, reference.key()).orElseThrow(),
              digest,
              configMap.getMetadata().getNamespace(),
              reference);
      case PromptEntry.Unavailable unavailable -> prompt(unavailable);
    };
  }

  private Optional<ConfigMap> read(String namespace, ConfigMapKeyRef reference) {
    return reader.call(namespace, () -> getLabeled(reader, namespace, reference.name()));
  }

  private static Optional<ConfigMap> getLabeled(
      LargeObjectReader reader, String namespace, String name) {
    return reader.getLabeled(ConfigMap.class, PROMPT_LABEL, namespace, name);
  }

  /**
   * Whether the API server still has this version of the prompt. To be used only within {@link
   * LargeObjectReader#call}.
   */
  public static boolean isCurrent(Prompt.Source source, LargeObjectReader reader) {
    return getLabeled(reader, source.namespace(), source.reference().name())
        .flatMap(configMap -> PromptEntry.text(configMap, source.reference().key()))
        .filter(text -> PromptEntry.Text.of(text).digest().equals(source.digest()))
        .isPresent();
  }

  /** The event source for the assistants' controller. */
  public EventSource<?, VoiceAssistant> eventSource(EventSourceContext<VoiceAssistant> context) {
    var assistants = context.getPrimaryCache();
    assistants.addIndexer(BY_PROMPT, References::prompts);
    cache.setReferences(
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
    return new DataInformers<>(
        ConfigMap.class,
        PROMPT_LABEL,
        cache,
        References::prompts,
        kubernetes,
        reader,
        context.getControllerConfiguration().getEffectiveNamespaces());
  }
}
