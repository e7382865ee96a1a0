package net.lumenia.voice.revision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.plan.ReplacedValues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Revisions are listed once, and what others do to them meanwhile does no harm. */
@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class KnownRevisionsTest {

  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Queue<Runnable> background = new ArrayDeque<>();
  private KubernetesMockServer server;
  private KubernetesClient client;
  private RevisionWriter revisions;
  private int taken;

  @BeforeEach
  void start() {
    revisions = writer(client);
  }

  private RevisionWriter writer(KubernetesClient kubernetes) {
    return new RevisionWriter(
        kubernetes,
        new ApiServerLimit(Fence.open(System::nanoTime)),
        InstantSource.fixed(NOON),
        background::add);
  }

  @Test
  void onlyTheFirstPatchListsRevisions() throws InterruptedException {
    patched("acme", "one", 2);
    assertThat(requests()).containsExactly("GET", "POST");
    patched("acme", "two", 2);
    assertThat(requests()).containsExactly("POST");
    patched("acme", "three", 2);
    assertThat(requests()).as("one beyond the limit").containsExactly("POST", "DELETE");
    assertThat(stored("acme")).containsExactly("three:3", "two:2");
  }

  @Test
  void anotherLeaderContinuesTheNumbers() throws InterruptedException {
    patched("acme", "one", 2);
    patched("acme", "two", 2);
    requests();
    revisions = writer(client);
    patched("acme", "three", 2);
    assertThat(requests()).containsExactly("GET", "POST", "DELETE");
    assertThat(stored("acme")).containsExactly("three:3", "two:2");
  }

  @Test
  void sameValuesAreStoredOnce() throws InterruptedException {
    patched("acme", "one", 5);
    patched("acme", "two", 5);
    requests();
    patched("acme", "one", 5);
    assertThat(requests()).as("found in the way, and renewed").containsExactly("POST", "PATCH");
    patched("acme", "one", 5);
    assertThat(requests()).as("it is the newest").containsExactly("POST");
    assertThat(stored("acme")).containsExactly("one:3", "two:2");
    patched("acme", "three", 5);
    assertThat(stored("acme")).containsExactly("three:4", "one:3", "two:2");
  }

  /** Otherwise nothing could bring back what the PATCH replaces. */
  @Test
  void revisionThatAUserDeletedIsStoredAgain() {
    patched("acme", "one", 5);
    patched("acme", "two", 5);
    delete("one");
    patched("acme", "one", 5);
    assertThat(stored("acme")).containsExactly("one:3", "two:2");
  }

  @Test
  void deletedRevisionsAreNoticedWhenTheyAreToBePruned() throws InterruptedException {
    for (String value : List.of("one", "two", "three")) {
      patched("acme", value, 3);
    }
    delete("one");
    delete("two");
    patched("acme", "four", 3);
    assertThat(stored("acme")).containsExactly("four:4", "three:3");
    requests();
    patched("acme", "five", 3);
    assertThat(requests()).as("listed again").containsExactly("GET", "POST");
    assertThat(stored("acme")).containsExactly("five:5", "four:4", "three:3");
  }

  @Test
  void disabledHistoryIsListedOnce() throws InterruptedException {
    patched("acme", "one", 5);
    patched("acme", "two", 0);
    assertThat(stored("acme")).isEmpty();
    requests();
    patched("acme", "three", 0);
    assertThat(requests()).isEmpty();
  }

  @Test
  void patchWithoutEffectLeavesWhatIsKnownAsItWas() throws InterruptedException {
    patched("acme", "one", 1);
    revisions.finish(keep("acme", "two", 1), PatchEffect.NONE);
    assertThat(stored("acme")).containsExactly("one:1");
    requests();
    patched("acme", "two", 1);
    assertThat(requests()).containsExactly("POST", "DELETE");
    assertThat(stored("acme")).containsExactly("two:2");
  }

  @Test
  void wholeNamespaceIsListedForTheSecondAssistant() throws InterruptedException {
    patched("globex", "old", 5);
    revisions = writer(client);
    patched("acme", "one", 5);
    assertThat(background).isEmpty();
    patched("initech", "one", 5);
    requests();
    listNamespaces();
    assertThat(requests()).containsExactly("GET");
    patched("globex", "one", 5);
    patched("umbrella", "one", 5);
    assertThat(requests()).containsExactly("POST", "POST");
    assertThat(stored("globex")).containsExactly("one:2", "old:1");
    assertThat(stored("umbrella")).containsExactly("one:1");
  }

  @Test
  void ownWritesDuringTheListOfTheNamespaceCount() {
    patched("acme", "one", 5);
    patched("initech", "one", 5);
    Runnable list = background.remove();
    patched("globex", "one", 5);
    list.run();
    patched("globex", "two", 5);
    assertThat(stored("globex")).containsExactly("two:2", "one:1");
  }

  /** The list may be older than what the operator did to the revisions meanwhile. */
  @Test
  void listOfTheNamespaceIsNotUsedIfAnAssistantWasForgottenMeanwhile() throws InterruptedException {
    patched("acme", "one", 1);
    patched("initech", "one", 1);
    Runnable list = background.remove();
    delete("one");
    patched("acme", "two", 1);
    list.run();
    requests();
    patched("umbrella", "one", 5);
    assertThat(requests()).containsExactly("GET", "POST");
  }

  @Test
  void deletedAssistantIsForgotten() throws InterruptedException {
    patched("acme", "one", 5);
    requests();
    revisions.forget(assistant("acme"));
    patched("acme", "two", 5);
    assertThat(requests()).containsExactly("GET", "POST");
  }

  @Test
  void leastRecentlyUsedAssistantsAreListedAgainBeyondTheBound() {
    var limit = new ApiServerLimit(Fence.open(System::nanoTime));
    var known = new KnownRevisions(client, limit, background::add);
    var two = List.of(new RevisionHistory.Entry("x-2", 2), new RevisionHistory.Entry("x-1", 1));
    IntStream.range(0, 7_000).forEach(i -> known.put(assistant("acme-" + i), two));
    assertThat(known.get(assistant("acme-0"))).isEmpty();
    assertThat(known.get(assistant("acme-333"))).isEmpty();
    assertThat(known.get(assistant("acme-334"))).contains(two);
    assertThat(known.get(assistant("acme-6999"))).contains(two);
  }

  /** Answers that an API server does not give on request. */
  @Nested
  @EnableKubernetesMockClient
  class WithGivenAnswers {

    private static final String ALL = "/apis/apps/v1/namespaces/team/controllerrevisions";
    private static final String LABEL = ALL + "?labelSelector=voice.lumenia.net%2Fassistant";
    private static final String LIST = LABEL + "%3Dacme&limit=25";

    private KubernetesMockServer given;
    private KubernetesClient answered;

    /** What happened to the revision is unknown. */
    @Test
    void revisionsAreListedAgainAfterAFailure() {
      given.expect().get().withPath(LIST).andReturn(200, "{\"items\": []}").times(2);
      given.expect().post().withPath(ALL).andReturn(400, failure(400)).times(2);
      revisions = writer(answered);
      keep("acme", "one", 5);
      keep("acme", "one", 5);
      assertThat(given.getRequestCount()).isEqualTo(4);
    }

    /** The operator has forgotten that it created one, or another process has. */
    @Test
    void revisionsAreListedAgainIfAnUnknownOneIsInTheWay() {
      given.expect().get().withPath(LIST).andReturn(200, "{\"items\": []}").once();
      ControllerRevision first = revision("acme", "one");
      given.expect().post().withPath(ALL).andReturn(201, first).once();
      revisions = writer(answered);
      patched("acme", "one", 5);
      ControllerRevision second = revision("acme", "two");
      given.expect().post().withPath(ALL).andReturn(409, failure(409)).once();
      given
          .expect()
          .get()
          .withPath(LIST)
          .andReturn(
              200,
              "{\"items\": [%s, %s]}"
                  .formatted(item(first.getMetadata().getName(), 1), item("acme-theirs", 7)))
          .once();

      var stored = (RevisionResult.Stored) keep("acme", "two", 5);

      assertThat(stored.name()).isEqualTo(second.getMetadata().getName());
      assertThat(stored.isNew()).isFalse();
      assertThat(stored.number()).isEqualTo(8);
      assertThat(stored.renewal().orElseThrow()).contains("\"revision\":8");
      assertThat(stored.others()).extracting(RevisionHistory.Entry::number).containsExactly(7L, 1L);
    }

    @Test
    void longNamespaceIsNotRead() {
      String more = "{\"metadata\": {\"continue\": \"next\"}, \"items\": []}";
      given.expect().get().withPath(LABEL + "&limit=25").andReturn(200, more).once();
      given
          .expect()
          .get()
          .withPath(LABEL + "&limit=25&continue=next")
          .andReturn(200, more)
          .always();
      assertThat(RevisionHistory.ofNamespace("team", answered)).isEmpty();
      assertThat(given.getRequestCount()).isEqualTo(100);
    }

    private static String item(String name, int number) {
      return """
      {"metadata": {"name": "%s", "ownerReferences": [{"uid": "uid-of-acme"}],
       "annotations": {"voice.lumenia.net/revision": "%d"}}}\
      """
          .formatted(name, number);
    }

    private static Status failure(int code) {
      return new StatusBuilder().withCode(code).withMessage("no").withStatus("Failure").build();
    }
  }

  private void patched(String assistant, String replaced, int limit) {
    revisions.finish(keep(assistant, replaced, limit), PatchEffect.APPLIED);
  }

  private RevisionResult keep(String assistant, String prompt, int limit) {
    return revisions.store(assistant(assistant), values(prompt), limit, Optional.empty());
  }

  private void listNamespaces() {
    while (!background.isEmpty()) {
      background.remove().run();
    }
  }

  /** A user deletes a revision of acme. */
  private void delete(String prompt) {
    client.resource(revision("acme", prompt)).delete();
  }

  private static ControllerRevision revision(String assistant, String prompt) {
    return Revision.of(assistant(assistant), values(prompt), 1, NOON, Optional.empty());
  }

  private static ReplacedValues values(String prompt) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putObject("spec").put("prompt", prompt);
    return new ReplacedValues(data, Set.of(Field.PROMPT));
  }

  /** The prompts and numbers of the revisions that are there, newest first. */
  private List<String> stored(String assistant) {
    return RevisionHistory.of(assistant(assistant), client).stream()
        .map(
            entry -> {
              var read = RevisionHistory.read(assistant(assistant), entry, client).orElseThrow();
              ObjectNode data = JSON.valueToTree(read.getData());
              return data.at("/spec/prompt").asText() + ":" + read.getRevision();
            })
        .toList();
  }

  /** The methods of the requests since the last time. */
  private List<String> requests() throws InterruptedException {
    var methods = new ArrayList<String>();
    for (; taken < server.getRequestCount(); taken++) {
      methods.add(server.takeRequest().getMethod());
    }
    return methods;
  }

  private static VoiceAssistant assistant(String name) {
    var assistant = new VoiceAssistant();
    assistant.getMetadata().setNamespace("team");
    assistant.getMetadata().setName(name);
    assistant.getMetadata().setUid("uid-of-" + name);
    return assistant;
  }
}
