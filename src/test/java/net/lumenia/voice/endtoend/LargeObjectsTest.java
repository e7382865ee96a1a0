package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The heap of the chart's default container, and a tenant with more in labelled ConfigMaps, Secrets
 * and assistants than fits into it. What another tenant declares comes true as always.
 */
@WithControlPlane
@Isolated("it keeps all processors busy, and beside other tests took eight times as long")
class LargeObjectsTest {

  private static final int OBJECTS = 40;
  private static final String LARGE = "x".repeat(1_000_000);

  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withWorkspaces(List.of("acme")));
  private final ControlPlane plane;
  private final Cluster acme;
  private final Cluster mallory;

  LargeObjectsTest(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    InstalledCrds.in(client);
    acme = new Cluster(client);
    String other = client.getNamespace() + "-mallory";
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(other).endMetadata().build())
        .create();
    mallory = new Cluster(client.adapt(NamespacedKubernetesClient.class).inNamespace(other));
  }

  /** Not all at once: the answer would have all the objects, and take too long. */
  @AfterEach
  void end() {
    simulator.close();
    forEach(
        name -> {
          mallory.client().configMaps().withName(name).delete();
          mallory.client().secrets().withName(name).delete();
          mallory.client().resources(VoiceAssistant.class).withName(name).delete();
          mallory.client().resources(VoiceAssistant.class).withName(name + "-again").delete();
        });
  }

  /** Nothing refers to them. */
  @Test
  void thatAreThereAtTheStartAndChangeLater() {
    createAll();
    try (var operator = start()) {
      acme.applyAccount();
      acme.applyAssistant("acme", "firstMessage: Hi");
      eventually(() -> assertThat(acme.ready("acme")).startsWith("True Synced"));
      changeAll();
      acme.patch("acme", "{\"spec\": {\"firstMessage\": \"Edited\"}}");
      eventually(() -> assertThat(greeting("acme")).isEqualTo("Edited"));
      assertThat(operator.http("/healthz").statusCode()).isEqualTo(200);
    }
  }

  /** Of each, assistants and accounts use a short key beside the large one. */
  @Test
  void thatAreReferredTo() {
    createAll();
    forEach(
        name -> {
          simulator.addWorkspace(name);
          mallory.applyAccount(name, SimulatorOptions.ACCOUNT_ID, name, 60_000);
          mallory.applyAssistant(
              name,
              """
              accountRef: {name: %s}
              promptFrom: {configMapKeyRef: {name: %s, key: small}}
              """
                  .formatted(name, name));
        });
    try (var operator = start()) {
      acme.applyAccount();
      acme.applyAssistant("acme", "firstMessage: Hi");
      eventually(() -> assertThat(acme.ready("acme")).startsWith("True Synced"));
      eventually(
          () -> assertThat(mallory.readyReasons()).isEqualTo(Map.of("Synced", (long) OBJECTS)));
      changeAll();
      eventually(() -> forEach(name -> assertThat(prompt(name)).isEqualTo("after")));
      assertThat(operator.http("/healthz").statusCode()).isEqualTo(200);
    }
  }

  /** In memory, each of these characters takes two bytes. */
  @Test
  void thatAreAssistantsWithLongPrompts() {
    String prompt = "€".repeat(262_144);
    forEach(name -> mallory.applyAssistant(name, "prompt: " + prompt));
    forEach(name -> mallory.applyAssistant(name + "-again", "prompt: " + prompt));
    try (var operator = start()) {
      acme.applyAccount();
      acme.applyAssistant("acme", "prompt: " + prompt);
      eventually(() -> assertThat(acme.ready("acme")).startsWith("True Synced"));
      assertThat(prompt("acme")).isEqualTo(prompt);
      awaitAccountNotFound(operator);
      acme.patch("acme", "{\"spec\": {\"firstMessage\": \"Edited\"}}");
      eventually(() -> assertThat(greeting("acme")).isEqualTo("Edited"));
      assertThat(prompt("acme")).isEqualTo(prompt);
      assertThat(operator.http("/healthz").statusCode()).isEqualTo(200);
    }
  }

  /**
   * By the metrics: to read these assistants again and again would keep the API server busy. Large
   * specs are read one after the other, so the last of them has to wait for all, however slow the
   * machine is.
   */
  private static void awaitAccountNotFound(OperatorProcess operator) {
    Cluster.within(
        Duration.ofMinutes(5),
        () ->
            assertThat(operator.http("/metrics").body())
                .contains(
                    "voiceassistants{ready=\"False\",reason=\"AccountNotFound\"} %d.0\n"
                        .formatted(2 * OBJECTS)));
  }

  private OperatorProcess start() {
    return OperatorProcess.runInSmallHeap(
        plane,
        List.of(
            "--namespaces",
            acme.namespace() + "," + mallory.namespace(),
            "--default-base-url",
            simulator.baseUrl().toString(),
            "--allow-insecure-http",
            "--no-leader-election",
            "--resync-interval",
            "10s"));
  }

  private void createAll() {
    forEach(
        name -> {
          mallory
              .client()
              .resource(
                  new ConfigMapBuilder()
                      .withNewMetadata()
                      .withName(name)
                      .addToLabels("voice.lumenia.net/prompt", "true")
                      .endMetadata()
                      .withData(Map.of("large", LARGE, "small", "before"))
                      .build())
              .create();
          mallory
              .client()
              .resource(
                  new SecretBuilder()
                      .withNewMetadata()
                      .withName(name)
                      .addToLabels("voice.lumenia.net/credentials", "true")
                      .endMetadata()
                      .withStringData(Map.of("large", LARGE, "token", SimulatorOptions.TOKEN))
                      .build())
              .create();
        });
  }

  /** Every one of them goes through a watch as a whole. */
  private void changeAll() {
    var merge = PatchContext.of(PatchType.JSON_MERGE);
    forEach(
        name -> {
          mallory
              .client()
              .configMaps()
              .withName(name)
              .patch(merge, "{\"data\": {\"small\": \"after\"}}");
          mallory
              .client()
              .secrets()
              .withName(name)
              .patch(merge, "{\"stringData\": {\"small\": \"after\"}}");
        });
  }

  private static void forEach(Consumer<String> name) {
    IntStream.range(0, OBJECTS).mapToObj(number -> "large-" + number).forEach(name);
  }

  private String greeting(String workspace) {
    return simulator.assistant(workspace).path("firstMessage").asText();
  }

  private String prompt(String workspace) {
    return simulator.assistant(workspace).path("prompt").asText();
  }
}
