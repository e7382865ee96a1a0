package net.lumenia.voice.account;

import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * All assistants that may claim a workspace, and when this process may act on one of its own. It
 * keeps {@link WorkspaceOwners} up to date. Thread-safe.
 */
public interface Fleet {

  /** Indexes the current version of an assistant of this process. */
  void update(VoiceAssistant served);

  /** Removes an assistant that was deleted or that another process serves now. */
  void remove(VoiceAssistant served);

  /** How long a reconcile must wait; empty if it may start. */
  Optional<Duration> delay(VoiceAssistant served);

  /** What starts and stops with the assistants' controller. */
  List<EventSource<?, VoiceAssistant>> eventSources(EventSourceContext<VoiceAssistant> context);

  /** A fleet that this process serves alone. */
  static Fleet whole(WorkspaceOwners owners) {
    return new Fleet() {

      @Override
      public void update(VoiceAssistant served) {
        owners.update(served);
      }

      @Override
      public void remove(VoiceAssistant served) {
        owners.forgetAssistant(References.key(served));
      }

      @Override
      public Optional<Duration> delay(VoiceAssistant served) {
        return Optional.empty();
      }

      @Override
      public List<EventSource<?, VoiceAssistant>> eventSources(
          EventSourceContext<VoiceAssistant> context) {
        return List.of();
      }
    };
  }
}
