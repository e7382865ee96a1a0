package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceCatalog;
import net.lumenia.voice.simulator.exchange.Route;
import net.lumenia.voice.simulator.faults.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The VoiceCatalog that the operator publishes for an account. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class VoiceCatalogTest extends WithOperator {

  VoiceCatalogTest(ControlPlane plane, KubernetesClient client) {
    super(plane, client, List.of("acme"), OFTEN);
  }

  @Test
  void showsWhatTheAccountAllowsAndBelongsToIt() {
    cluster.applyAccount();
    eventually(() -> assertThat(voices()).contains("Elliot").isSorted());
    VoiceCatalog published = catalog().require();
    assertThat(published.getMetadata().getOwnerReferences())
        .extracting(OwnerReference::getUid)
        .containsExactly(cluster.account().getMetadata().getUid());
    eventually(
        () ->
            assertThat(cluster.account().decodeStatus().catalog())
                .isNotNull()
                .matches(
                    catalog ->
                        published.getSpec().json().path("hash").asText().equals(catalog.hash())));
  }

  @Test
  void isWrittenOnlyWhenTheCatalogChanges() {
    cluster.applyAccount();
    eventually(() -> assertThat(voices()).contains("Clara"));
    String version = catalog().require().getMetadata().getResourceVersion();
    checkNow("one");
    assertThat(catalog().require().getMetadata().getResourceVersion()).isEqualTo(version);

    withoutClara();
    eventually(
        () -> {
          checkNow(String.valueOf(System.nanoTime()));
          assertThat(voices()).isNotEmpty().doesNotContain("Clara");
        });
  }

  /** Otherwise that takes an hour. */
  @Test
  void aRequestedCheckBringsBackWhatUsersDeletedOrChanged() {
    cluster.applyAccount();
    eventually(() -> assertThat(voices()).contains("Clara"));
    catalog().delete();
    checkNow("one");
    eventually(() -> assertThat(voices()).contains("Clara"));
    patch("{\"spec\": {\"allowed\": []}, \"metadata\": {\"labels\": null}}");
    checkNow("two");
    eventually(() -> assertThat(voices()).contains("Clara"));
    assertThat(catalog().require().getMetadata().getLabels()).containsKey(VoiceCatalog.LABEL);
  }

  @Test
  void withoutACatalogNothingIsLimited() {
    simulator.inject(Fault.status(500).at(Route.CATALOG));
    cluster.applyAccount();
    eventually(
        () -> {
          assertThat(catalog().get()).isNotNull();
          assertThat(catalog().require().getSpec().text())
              .isEqualTo("{\"allowed\":[],\"complete\":true,\"hash\":\"\"}");
        });
  }

  /** And only while an assistant needs them. */
  @Test
  void phoneNumbersAreListedOnceAnAssistantGivesOne() {
    cluster.applyAccount();
    eventually(() -> assertThat(voices()).contains("Clara"));
    assertThat(numbers()).isEmpty();

    cluster.applyAssistant("acme", "phoneNumber: \"+493023125007\"");
    eventually(() -> assertThat(cluster.ready("acme")).startsWith("True Synced"));
    checkNow("one");

    eventually(() -> assertThat(numbers()).hasSize(100).contains("+493023125007"));
  }

  private List<String> numbers() {
    return values("phoneNumber");
  }

  private void withoutClara() {
    JsonNode all = simulator.catalog();
    ((ArrayNode) all.at("/voice/providers/0/voiceIds"))
        .removeIf(voice -> voice.path("value").asText().equals("Clara"));
    simulator.catalog(all);
  }

  private void checkNow(String request) {
    cluster
        .client()
        .resources(LumeniaAccount.class)
        .withName("default")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\": {\"annotations\": {\"voice.lumenia.net/reconcile-requested-at\": \"%s\"}}}"
                .formatted(request));
    eventually(
        () ->
            assertThat(cluster.account().decodeStatus().lastHandledReconcileAt())
                .isEqualTo(request));
  }

  private void patch(String json) {
    catalog().patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  private List<String> voices() {
    return values("voice.voiceId");
  }

  private List<String> values(String key) {
    VoiceCatalog published = catalog().get();
    return published == null
        ? List.of()
        : published
            .getSpec()
            .json()
            .path("allowed")
            .valueStream()
            .filter(list -> list.path("key").asText().equals(key))
            .flatMap(list -> list.path("values").valueStream())
            .map(JsonNode::asText)
            .toList();
  }

  private Resource<VoiceCatalog> catalog() {
    return cluster.client().resources(VoiceCatalog.class).withName("default");
  }
}
