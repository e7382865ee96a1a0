package net.lumenia.voice.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.cli.fleet.FleetFilter;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * Reads the assistants that a user asks for.
 *
 * @param namespace absent: all of them
 * @param name absent: all of them
 */
record FleetReader(
    KubernetesClient kubernetes,
    Optional<String> namespace,
    Optional<String> name,
    FleetFilter filter) {

  /**
   * The assistants, sorted by namespace and name.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server can't be
   *     reached or refuses
   */
  List<VoiceAssistant> read() {
    var all = kubernetes.resources(VoiceAssistant.class);
    if (name.isPresent()) {
      VoiceAssistant one = all.inNamespace(namespace.orElseThrow()).withName(name.get()).get();
      return one == null ? List.of() : List.of(one);
    }
    var list = namespace.isPresent() ? all.inNamespace(namespace.get()) : all.inAnyNamespace();
    return list.list().getItems().stream()
        .filter(filter::matches)
        .sorted(
            Comparator.comparing((VoiceAssistant one) -> one.getMetadata().getNamespace())
                .thenComparing(one -> one.getMetadata().getName()))
        .toList();
  }

  /** Tells the handler of every assistant that is there, and of each change. */
  SharedIndexInformer<VoiceAssistant> watch(ResourceEventHandler<VoiceAssistant> handler) {
    var all = kubernetes.resources(VoiceAssistant.class);
    if (name.isPresent()) {
      return all.inNamespace(namespace.orElseThrow()).withName(name.get()).inform(handler);
    }
    return namespace.isPresent()
        ? all.inNamespace(namespace.get()).inform(handler)
        : all.inAnyNamespace().inform(handler);
  }
}
