package net.lumenia.voice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.lumenia.voice.manifest.ManifestReader;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.review.ReviewTarget;
import net.lumenia.voice.review.ReviewTargets;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class StoredHistoriesTest {

  private static final String ALL =
      "/apis/voice.lumenia.net/v1alpha1/namespaces/team/voiceassistants";

  private KubernetesMockServer server;
  private KubernetesClient client;

  @Test
  void aFewAreReadOneByOne() {
    server.expect().get().withPath(ALL + "/a1").andReturn(200, stored("a1")).once();
    Map<ReviewTarget, History> histories = histories(targets(2));
    assertThat(names(histories)).containsExactly("a1");
    assertThat(histories).hasSize(2);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void manyAreListedInPages() {
    int count = StoredHistories.MOST_SINGLE_READS + 1;
    server
        .expect()
        .get()
        .withPath(ALL + "?continue=&limit=500")
        .andReturn(200, page("next", IntStream.range(2, count)))
        .once();
    server
        .expect()
        .get()
        .withPath(ALL + "?continue=next&limit=500")
        .andReturn(200, page("", IntStream.of(1, 1000)))
        .once();
    Map<ReviewTarget, History> histories = histories(targets(count));
    assertThat(histories).hasSize(count);
    assertThat(names(histories)).hasSize(count - 1).contains("a1").doesNotContain("a" + count);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  private Map<ReviewTarget, History> histories(List<ReviewTarget> targets) {
    return new StoredHistories(client).of(targets);
  }

  /** Of those that the cluster has. */
  private static Stream<String> names(Map<ReviewTarget, History> histories) {
    return histories.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(History.NONE))
        .map(entry -> entry.getKey().name());
  }

  private static List<ReviewTarget> targets(int count) {
    String manifests =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                i ->
                    """
                    apiVersion: voice.lumenia.net/v1alpha1
                    kind: VoiceAssistant
                    metadata: {name: a%d}
                    spec: {workspace: {originalSlug: a%d}, numberId: 1}
                    """
                        .formatted(i, i))
            .collect(joining("---\n"));
    return ReviewTargets.of(
            ManifestReader.read(List.of("-"), new ByteArrayInputStream(manifests.getBytes(UTF_8)))
                .in("team"),
            (_, _) -> Optional.empty())
        .targets();
  }

  private static String page(String next, IntStream numbers) {
    return "{\"metadata\": {\"continue\": \"%s\"}, \"items\": [%s]}"
        .formatted(next, numbers.mapToObj(i -> stored("a" + i)).collect(joining(", ")));
  }

  private static String stored(String name) {
    return """
    {"apiVersion": "voice.lumenia.net/v1alpha1", "kind": "VoiceAssistant",
     "metadata": {"namespace": "team", "name": "%s"}, "spec": {},
     "status": {"lastPatch": {"time": "2026-11-30T12:00:00Z", "patchHash": "1"}}}\
    """
        .formatted(name);
  }
}
