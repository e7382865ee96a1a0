package net.lumenia.voice.cluster.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.cluster.CacheOf;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.limiter.VirtualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which assistants a change of an account starts. */
class LumeniaAccountCacheTest {

  private static final String READY = "True";
  private static final String NOT_READY = "False";

  private final VirtualTime time = new VirtualTime();
  private final CacheOf<LumeniaAccount> accounts = new CacheOf<>();
  private final CacheOf<VoiceAssistant> assistants = new CacheOf<>();
  private final List<String> started = new ArrayList<>();
  private final Requeuer<VoiceAssistant> requeuer =
      new Requeuer<>(_ -> true, time, time, (_, _) -> {});
  private final LumeniaAccountCache cache = new LumeniaAccountCache(requeuer);

  @BeforeEach
  void start() {
    requeuer
        .of(assistants)
        .setEventHandler(event -> started.add(event.getRelatedCustomResourceID().getName()));
    requeuer.start();
    cache.setAccounts(accounts);
    assistants.put(assistant("ready", "team", READY));
    assistants.put(assistant("other", "other", NOT_READY));
    assistants.put(assistant("failing", "team", NOT_READY));
  }

  @Test
  void accountThatComesOrGoesStartsItsAssistants() {
    cache.setAssistants(assistants);
    cache.updated(account(1, NOT_READY, ""), Optional.empty());
    assertThat(started).containsExactlyInAnyOrder("ready", "failing");
    cache.deleted(account(1, NOT_READY, ""));
    assertThat(started).containsExactlyInAnyOrder("ready", "failing", "ready", "failing");
  }

  @Test
  void onlyChangesOfSpecOrReadinessStartAssistants() {
    cache.setAssistants(assistants);
    LumeniaAccount before = account(1, NOT_READY, "one");
    cache.updated(account(1, NOT_READY, "two"), Optional.of(before));
    assertThat(started).isEmpty();
    cache.updated(account(1, READY, "one"), Optional.of(before));
    assertThat(started).containsExactlyInAnyOrder("ready", "failing");
    started.clear();
    cache.updated(account(2, NOT_READY, "one"), Optional.of(before));
    assertThat(started).containsExactlyInAnyOrder("ready", "failing");
  }

  @Test
  void newTokenStartsAssistantsThatAreNotReady() {
    cache.setAssistants(assistants);
    cache.requeueNotReady(account(1, NOT_READY, ""));
    assertThat(started).containsExactly("failing");
  }

  /** One controller may start before the other one: all assistants are checked at the start. */
  @Test
  void nothingIsStartedBeforeTheAssistantsAreKnown() {
    cache.updated(account(1, READY, ""), Optional.empty());
    cache.requeueNotReady(account(1, READY, ""));
    assertThat(started).isEmpty();
  }

  @Test
  void accountIsFoundByName() {
    assertThat(cache.account("team", "default")).isEmpty();
    accounts.put(account(1, READY, ""));
    assertThat(cache.account("team", "default")).isPresent();
    assertThat(cache.account("other", "default")).isEmpty();
    assertThat(cache.list(_ -> true)).hasSize(1);
  }

  private static LumeniaAccount account(long generation, String ready, String message) {
    var account = new LumeniaAccount();
    account.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName("default")
            .withUid("uid")
            .withGeneration(generation)
            .build());
    account.setStatus(status(ready, message));
    return account;
  }

  private static VoiceAssistant assistant(String name, String namespace, String ready) {
    var assistant = new VoiceAssistant();
    assistant.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace).withName(name).withUid(name).build());
    assistant.setSpec(new RawJson(JsonNodeFactory.instance.objectNode()));
    assistant.setStatus(status(ready, ""));
    return assistant;
  }

  private static RawJson status(String ready, String message) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", ready)
        .put("reason", "Any")
        .put("message", message)
        .put("lastTransitionTime", "2026-11-30T10:00:00Z");
    return new RawJson(status);
  }
}
