package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;

class PrimaryEventsTest {

  private static final ResourceID ACME = new ResourceID("acme", "team");

  private final CacheOf<VoiceAssistant> cache = new CacheOf<>();
  private final List<String> reported = new ArrayList<>();
  private final PrimaryEvents<VoiceAssistant> events = events(() -> {});

  private PrimaryEvents<VoiceAssistant> events(Runnable meanwhile) {
    return new PrimaryEvents<>(
        cache,
        (resource, before) -> {
          boolean isFirst = reported.isEmpty();
          reported.add(
              "updated " + before.map(old -> text(old) + " to ").orElse("") + text(resource));
          if (isFirst) {
            meanwhile.run();
          }
        },
        resource -> reported.add("deleted " + text(resource)),
        Duration.ZERO);
  }

  /** Before, changes came after a late first list, and reconciles missed its resources. */
  @Test
  void startWaitsForTheFirstList() throws InterruptedException {
    var waiting =
        new PrimaryEvents<>(
            cache, (resource, _) -> reported.add(text(resource)), _ -> {}, Duration.ofMinutes(1));
    cache.put(assistant("acme", "a", "1"));
    cache.put(assistant("beta", "b", "1"));
    waiting.onResourceCreated(assistant("acme", "a", "1"));
    Thread start = Thread.startVirtualThread(waiting::start);
    assertThat(start.join(Duration.ofMillis(100))).as("ended").isFalse();
    waiting.onResourceCreated(assistant("acme", "a", "1"));
    assertThat(start.join(Duration.ofMillis(100))).as("ended").isFalse();
    waiting.onResourceCreated(assistant("beta", "b", "1"));
    assertThat(start.join(Duration.ofSeconds(30))).as("ended").isTrue();
    assertThat(reported).containsExactly("a1", "a1", "b1");
  }

  @Test
  void startReportsCachedResources() {
    cache.put(assistant("a", "1"));
    events.start();
    assertThat(reported).containsExactly("updated a1");
  }

  @Test
  void startReportsConcurrentUpdates() {
    cache.put(assistant("a", "1"));
    events(() -> cache.put(assistant("a", "2"))).start();
    assertThat(reported).containsExactly("updated a1", "updated a2");
  }

  @Test
  void startReportsConcurrentDeletions() {
    cache.put(assistant("a", "1"));
    events(() -> cache.remove(ACME)).start();
    assertThat(reported).containsExactly("updated a1", "deleted a1");
  }

  @Test
  void everyEventIsReported() {
    events.onResourceCreated(assistant("a", "1"));
    events.onResourceUpdated(assistant("a", "2"), assistant("a", "1"));
    events.onResourceDeleted(assistant("a", "2"));
    assertThat(reported).containsExactly("updated a1", "updated a1 to a2", "deleted a2");
  }

  @Test
  void recreationIsReportedAsDeletionAndUpdate() {
    events.onResourceUpdated(assistant("b", "9"), assistant("a", "1"));
    assertThat(reported).containsExactly("deleted a1", "updated a1 to b9");
  }

  private static String text(VoiceAssistant resource) {
    return resource.getMetadata().getUid() + resource.getMetadata().getResourceVersion();
  }

  private static VoiceAssistant assistant(String uid, String version) {
    return assistant("acme", uid, version);
  }

  private static VoiceAssistant assistant(String name, String uid, String version) {
    var assistant = new VoiceAssistant();
    assistant.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName(name)
            .withUid(uid)
            .withResourceVersion(version)
            .build());
    return assistant;
  }
}
