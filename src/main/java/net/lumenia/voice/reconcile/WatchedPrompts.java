package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.toSet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Set;
import net.lumenia.voice.crd.VoiceAssistant;

/** The labelled ConfigMaps, and which assistants take their prompt from one. */
final class WatchedPrompts {

  private static final String BY_PROMPT = "prompt";

  private final IndexerResourceCache<VoiceAssistant> assistants;
  private final InformerEventSource<ConfigMap, VoiceAssistant> prompts;

  WatchedPrompts(EventSourceContext<VoiceAssistant> context) {
    assistants = context.getPrimaryCache();
    assistants.addIndexer(BY_PROMPT, References::prompts);
    prompts =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(ConfigMap.class, VoiceAssistant.class)
                .withLabelSelector(PromptResolver.PROMPT_LABEL)
                .withSecondaryToPrimaryMapper(this::assistantsOf)
                .withOnUpdateFilter(Content::changed)
                .withNamespacesInheritedFromController()
                .build(),
            context);
  }

  InformerEventSource<ConfigMap, VoiceAssistant> eventSource() {
    return prompts;
  }

  private Set<ResourceID> assistantsOf(ConfigMap prompt) {
    return assistants.byIndex(BY_PROMPT, References.key(prompt)).stream()
        .map(ResourceID::fromResource)
        .collect(toSet());
  }
}
