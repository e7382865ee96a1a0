package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;

class PrimaryEventsTest {

  private static final ResourceID ACME = new ResourceID("acme", "team");

  private final CacheOf<VoiceAssistant> cache = new CacheOf<>();
  private final List<String> told = new ArrayList<>();
  private final PrimaryEvents<VoiceAssistant> events = events(() -> {});

  private PrimaryEvents<VoiceAssistant> events(Runnable meanwhile) {
    return new PrimaryEvents<>(
        cache,
        new PrimaryEvents.Listener<>() {

          @Override
          public void seen(VoiceAssistant resource) {
            boolean isFirst = told.isEmpty();
            told.add("seen " + text(resource));
            if (isFirst) {
              meanwhile.run();
            }
          }

          @Override
          public void gone(VoiceAssistant resource) {
            told.add("gone " + text(resource));
          }
        });
  }

  @Test
  void whatIsInTheCacheAtTheStartIsSeenBeforeItsEventComes() {
    cache.put(assistant("a", "1"));
    events.start();
    assertThat(told).containsExactly("seen a1");
  }

  @Test
  void whatChangesMeanwhileIsSeenAsItIsInTheEnd() {
    cache.put(assistant("a", "1"));
    events(() -> cache.put(assistant("a", "2"))).start();
    assertThat(told).containsExactly("seen a1", "seen a2");
  }

  @Test
  void whatIsDeletedMeanwhileIsGone() {
    cache.put(assistant("a", "1"));
    events(() -> cache.remove(ACME)).start();
    assertThat(told).containsExactly("seen a1", "gone a1");
  }

  @Test
  void everyEventIsTold() {
    events.onResourceCreated(assistant("a", "1"));
    events.onResourceUpdated(assistant("a", "2"), assistant("a", "1"));
    events.onResourceDeleted(assistant("a", "2"));
    assertThat(told).containsExactly("seen a1", "seen a2", "gone a2");
  }

  @Test
  void anotherOneOfTheSameNameComesAfterTheEndOfTheFirst() {
    events.onResourceUpdated(assistant("b", "9"), assistant("a", "1"));
    assertThat(told).containsExactly("gone a1", "seen b9");
  }

  private static String text(VoiceAssistant resource) {
    return resource.getMetadata().getUid() + resource.getMetadata().getResourceVersion();
  }

  private static VoiceAssistant assistant(String uid, String version) {
    var assistant = new VoiceAssistant();
    assistant.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName("acme")
            .withUid(uid)
            .withResourceVersion(version)
            .build());
    return assistant;
  }
}
