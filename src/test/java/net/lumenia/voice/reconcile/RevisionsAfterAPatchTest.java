package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.ReplacedValues;
import net.lumenia.voice.revision.PatchEffect;
import net.lumenia.voice.revision.RevisionHistory;
import net.lumenia.voice.revision.RevisionResult;
import net.lumenia.voice.revision.RevisionWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A failed PATCH must not remove revisions. */
@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init") // the extension sets the field
class RevisionsAfterAPatchTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private KubernetesClient client;
  private RevisionWriter revisions;

  @BeforeEach
  void start() {
    revisions =
        new RevisionWriter(
            client, new ApiServerLimit(Fence.open(System::nanoTime)), InstantSource.fixed(NOON));
  }

  @ParameterizedTest
  @EnumSource(PatchEffect.class)
  void revisionsAreDeletedOnlyAfterTheEffectIsKnown(PatchEffect effect) {
    patched("one", 1);

    RevisionResult keeping = keep("two", 1);

    assertThat(kept()).containsExactly("two", "one");
    revisions.finish(keeping, effect);
    assertThat(kept())
        .isEqualTo(
            switch (effect) {
              case APPLIED -> List.of("two");
              case NONE -> List.of("one");
              case UNKNOWN -> List.of("two", "one");
            });
  }

  @ParameterizedTest
  @EnumSource(PatchEffect.class)
  void earlierRevisionStays(PatchEffect effect) {
    patched("one", 2);
    patched("two", 2);

    revisions.finish(keep("one", 2), effect);

    assertThat(kept())
        .isEqualTo(effect == PatchEffect.NONE ? List.of("two", "one") : List.of("one", "two"));
  }

  @Test
  void patchesWithUnknownEffectLeaveOneMoreThanTheLimit() {
    patched("one", 1);
    for (String value : List.of("two", "three", "four")) {
      revisions.finish(keep(value, 1), PatchEffect.UNKNOWN);
    }
    assertThat(kept()).containsExactly("four", "three");
  }

  @ParameterizedTest
  @EnumSource(PatchEffect.class)
  void unwantedHistoryIsDeletedWithThePatch(PatchEffect effect) {
    patched("one", 10);
    patched("two", 10);

    RevisionResult keeping = keep("three", 0);

    assertThat(kept()).hasSize(2);
    revisions.finish(keeping, effect);
    assertThat(kept()).hasSize(effect == PatchEffect.APPLIED ? 0 : 2);
  }

  @Test
  void newestRevisionsAreKept() {
    for (String value : List.of("one", "two", "three", "one", "four")) {
      patched(value, 3);
    }
    assertThat(kept()).containsExactly("four", "one", "three");
  }

  private void patched(String replaced, int limit) {
    revisions.finish(keep(replaced, limit), PatchEffect.APPLIED);
  }

  private RevisionResult keep(String prompt, int limit) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putObject("spec").put("prompt", prompt);
    return revisions.store(
        assistant(), new ReplacedValues(data, Set.of(Field.PROMPT)), limit, Optional.empty());
  }

  /** The prompts in the revisions, the newest first. */
  private List<String> kept() {
    return RevisionHistory.of(assistant(), client).stream()
        .map(entry -> RevisionHistory.read(assistant(), entry, client).orElseThrow())
        .map(one -> JSON.<ObjectNode>valueToTree(one.getData()).at("/spec/prompt").asText())
        .toList();
  }

  private static VoiceAssistant assistant() {
    var assistant = new VoiceAssistant();
    assistant.getMetadata().setNamespace("team");
    assistant.getMetadata().setName("acme");
    assistant.getMetadata().setUid("1234");
    return assistant;
  }
}
