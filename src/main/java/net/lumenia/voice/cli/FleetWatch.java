package net.lumenia.voice.cli;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.lumenia.voice.cli.fleet.FleetFilter;
import net.lumenia.voice.crd.VoiceAssistant;
import org.jspecify.annotations.Nullable;

/** Follows the changes of a fleet. One thread uses it. */
final class FleetWatch {

  /** How often ages change on the screen. */
  private static final long TICK_MILLIS = 1_000;

  private final NavigableMap<String, VoiceAssistant> assistants = new TreeMap<>();
  private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
  private final FleetFilter filter;

  /**
   * @param assistants that are already known
   * @param filter for those to follow
   */
  FleetWatch(List<VoiceAssistant> assistants, FleetFilter filter) {
    assistants.forEach(one -> this.assistants.put(key(one), one));
    this.filter = filter;
  }

  /** An assistant that is new, has changed or is gone. */
  record Change(VoiceAssistant assistant, boolean isGone) {}

  /** Must not block, so the changes wait for the thread that shows them. */
  ResourceEventHandler<VoiceAssistant> handler() {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(VoiceAssistant added) {
        changes.add(new Change(added, false));
      }

      @Override
      public void onUpdate(@Nullable VoiceAssistant before, VoiceAssistant after) {
        changes.add(new Change(after, false));
      }

      @Override
      public void onDelete(VoiceAssistant deleted, boolean isFinalStateUnknown) {
        changes.add(new Change(deleted, true));
      }
    };
  }

  /** The assistants as they are now. */
  List<VoiceAssistant> assistants() {
    return assistants.values().stream().filter(filter::matches).toList();
  }

  /** Waits for changes, at most until ages change, and passes them on. */
  void await(Consumer<Change> seen) throws InterruptedException {
    Change change = changes.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
    while (change != null) {
      if (change.isGone()) {
        assistants.remove(key(change.assistant()));
      } else {
        assistants.put(key(change.assistant()), change.assistant());
      }
      seen.accept(change);
      change = changes.poll();
    }
  }

  /** Whether the watch lasts; otherwise the client tries to connect again. */
  static boolean isConnected(SharedIndexInformer<VoiceAssistant> informer) {
    return informer.isWatching();
  }

  private static String key(VoiceAssistant assistant) {
    return assistant.getMetadata().getNamespace() + "/" + assistant.getMetadata().getName();
  }
}
