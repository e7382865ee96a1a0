package net.lumenia.voice.endtoend;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.status.Conditions;

/** All assistants of a namespace as they are, and every reason that their Ready has had. */
final class StatusWatch implements ResourceEventHandler<VoiceAssistant>, AutoCloseable {

  private final Map<String, VoiceAssistant> latest = new ConcurrentHashMap<>();
  private final Map<String, List<String>> reasons = new ConcurrentHashMap<>();
  private final SharedIndexInformer<VoiceAssistant> informer;

  StatusWatch(KubernetesClient client) {
    informer = client.resources(VoiceAssistant.class).runnableInformer(0);
    informer.addEventHandler(this);
    informer.start().toCompletableFuture().join();
  }

  /** As it was written last; empty before it is there. */
  VoiceAssistant assistant(String name) {
    VoiceAssistant found = latest.get(name);
    if (found == null) {
      throw new AssertionError("there is no VoiceAssistant " + name);
    }
    return found;
  }

  /** The reasons of Ready from the beginning until now, the present one last. */
  List<String> reasons(String name) {
    return List.copyOf(reasons.getOrDefault(name, List.of()));
  }

  @Override
  public void onAdd(VoiceAssistant now) {
    String name = now.getMetadata().getName();
    latest.put(name, now);
    Conditions.find(now.decodeStatus().conditions(), Conditions.READY)
        .ifPresent(
            ready ->
                reasons
                    .computeIfAbsent(name, _ -> new CopyOnWriteArrayList<>())
                    .add(ready.reason()));
  }

  @Override
  public void onUpdate(VoiceAssistant before, VoiceAssistant now) {
    onAdd(now);
  }

  @Override
  public void onDelete(VoiceAssistant last, boolean finalStateUnknown) {
    latest.remove(last.getMetadata().getName());
  }

  @Override
  public void close() {
    informer.close();
  }
}
