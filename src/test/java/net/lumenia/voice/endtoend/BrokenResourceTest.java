package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithProcesses;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;

/**
 * Resources that were stored while the schema was another one. It has a control plane of its own,
 * because it changes the schema.
 */
@WithProcesses
class BrokenResourceTest {

  private static final String BROKEN =
      """
      apiVersion: voice.lumenia.net/v1alpha1
      kind: VoiceAssistant
      metadata: {name: %s}
      spec: %s
      """;

  @Test
  void oneBrokenResourceChangesNothingForTheOthers() {
    try (var plane = ControlPlane.start();
        var client = plane.newClient();
        var simulator =
            Simulator.start(
                SimulatorOptions.defaults().withWorkspaces(List.of("good", "broken")))) {
      var cluster = new Cluster(client);
      InstalledCrds.in(client);
      withoutSchema(client, () -> store(cluster));
      try (var operator = OperatorProcess.start(plane, cluster.namespace(), simulator)) {
        cluster.applyAccount();
        cluster.applyAssistant("good", "firstMessage: Hi");
        eventually(() -> assertThat(cluster.ready("good")).startsWith("True Synced:"));
        assertInvalid(cluster);
        cluster.patch("good", "{\"spec\": {\"firstMessage\": \"Hello\"}}");
        eventually(
            () ->
                assertThat(simulator.assistant("good").path("firstMessage").asText())
                    .isEqualTo("Hello"));
        assertThat(simulator.patches("broken")).isEmpty();
        assertThat(operator.http("/healthz").statusCode()).isEqualTo(200);
      }
    }
  }

  /** What is of a wrong type allows no write at all, not even of status: then the event tells. */
  private static void assertInvalid(Cluster cluster) {
    for (String name : List.of("broken-enum", "broken-voice")) {
      eventually(() -> assertThat(cluster.ready(name)).startsWith("False InvalidSpec: "));
    }
    for (String name : List.of("broken-text", "broken-number")) {
      eventually(
          () ->
              assertThat(cluster.events(name))
                  .singleElement()
                  .asString()
                  .startsWith("InvalidSpec"));
    }
  }

  private static void store(Cluster cluster) {
    cluster.apply(BROKEN.formatted("broken-text", "just a text"));
    cluster.apply(
        BROKEN.formatted("broken-number", "{workspace: {originalSlug: broken}, numberId: seven}"));
    cluster.apply(
        BROKEN.formatted(
            "broken-enum", "{workspace: {originalSlug: broken}, mode: Turbo, firstMessage: Hi}"));
    cluster.apply(
        BROKEN.formatted(
            "broken-voice", "{workspace: {originalSlug: broken}, voice: {provider: vapi}}"));
  }

  /** Does something while the API server takes anything for a VoiceAssistant. */
  private static void withoutSchema(KubernetesClient client, Runnable action) {
    var crds = client.apiextensions().v1().customResourceDefinitions();
    var crd = crds.withName("voiceassistants.voice.lumenia.net");
    crd.edit(BrokenResourceTest::permissive);
    action.run();
    InstalledCrds.in(client);
  }

  private static CustomResourceDefinition permissive(CustomResourceDefinition crd) {
    var schema = crd.getSpec().getVersions().getFirst().getSchema();
    var anything = new JSONSchemaPropsBuilder().withXKubernetesPreserveUnknownFields(true).build();
    schema.setOpenAPIV3Schema(
        new JSONSchemaPropsBuilder()
            .withType("object")
            .addToProperties("spec", anything)
            .addToProperties("status", anything)
            .build());
    return crd;
  }
}
