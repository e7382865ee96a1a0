package net.lumenia.voice.review;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.cluster.cache.PromptCache;
import net.lumenia.voice.cluster.cache.PromptEntry;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.manifest.ManifestAssistant;
import net.lumenia.voice.manifest.ManifestConfigMap;
import net.lumenia.voice.manifest.ManifestProblem;
import net.lumenia.voice.status.ReadyMessages;

/** Finds prompts in ConfigMaps, by the operator's rules for them. */
final class PromptLookup {

  private static final String PATH = "spec.promptFrom.configMapKeyRef";

  private PromptLookup() {}

  /** Why the prompt can't be used; empty if it can, or if its ConfigMap is not in the manifests. */
  static List<ManifestProblem> problems(
      ManifestAssistant valid, List<ManifestConfigMap> configMaps) {
    return reference(valid)
        .flatMap(
            reference ->
                find(valid, reference, configMaps)
                    .flatMap(configMap -> problem(valid, reference, configMap)))
        .stream()
        .toList();
  }

  /** The reference of a spec. */
  static Optional<ConfigMapKeyRef> reference(ManifestAssistant valid) {
    return ManifestCheck.desired(valid).promptFrom();
  }

  /** The ConfigMap of a reference in the manifests. */
  static Optional<ConfigMap> find(
      ManifestAssistant assistant, ConfigMapKeyRef reference, List<ManifestConfigMap> configMaps) {
    return configMaps.stream()
        .filter(one -> one.name().equals(reference.name()))
        .filter(one -> one.namespace().equals(assistant.namespace()))
        .map(ManifestConfigMap::resource)
        .findFirst();
  }

  /** Why a ConfigMap has no usable prompt. */
  static Optional<ManifestProblem> problem(
      ManifestAssistant assistant, ConfigMapKeyRef reference, ConfigMap configMap) {
    if (!isLabeled(configMap)) {
      return Optional.of(
          assistant
              .source()
              .problem(
                  PATH + ".name",
                  ReadyMessages.promptNotLabeled(
                      reference.name(),
                      assistant.namespace().orElse("default"),
                      PromptCache.PROMPT_LABEL)));
    }
    return PromptEntry.of(configMap, reference.key()) instanceof PromptEntry.Unavailable why
        ? Optional.of(assistant.source().problem(PATH + ".key", why.message()))
        : Optional.empty();
  }

  /** The ConfigMap is nowhere. */
  static ManifestProblem missing(ManifestAssistant assistant, ConfigMapKeyRef reference) {
    return assistant
        .source()
        .problem(
            PATH + ".name",
            "ConfigMap %s is not in the inputs; add its file with -f, or read it with --from-cluster"
                .formatted(reference.name()));
  }

  private static boolean isLabeled(ConfigMap configMap) {
    String[] label = PromptCache.PROMPT_LABEL.split("=", 2);
    Map<String, String> labels =
        Optional.ofNullable(configMap.getMetadata().getLabels()).orElse(Map.of());
    return label[1].equals(labels.get(label[0]));
  }
}
