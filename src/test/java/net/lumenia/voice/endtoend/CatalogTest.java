package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.LumeniaAccountStatus.CatalogStatus;
import net.lumenia.voice.crd.LumeniaAccountStatus.Providers;
import net.lumenia.voice.simulator.exchange.Route;
import net.lumenia.voice.simulator.faults.BrokenContent;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What users see of the catalog: what it does not have is not sent, and nothing else waits. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class CatalogTest extends WithOperator {

  private static final String CLARA = "voice: {provider: vapi, voiceId: Clara}";
  private static final String UNREADABLE = "catalog cannot be read";

  private final Traffic traffic = new Traffic(simulator);

  CatalogTest(ControlPlane plane, KubernetesClient client) {
    super(plane, client, List.of("acme"), OFTEN);
  }

  @Test
  void aTypoIsNotSentAndTheVoiceThatIsMeantIsNamed() {
    cluster.applyAccount();
    cluster.applyAssistant("acme", "voice: {provider: vapi, voiceId: Elliott}\nfirstMessage: Hi");
    awaitReady(
        "False CatalogViolation: spec.voice.voiceId: \"Elliott\" is not a voice of provider vapi in"
            + " the catalog; did you mean \"Elliot\"?");
    long looks = traffic.looks("acme");
    eventually(() -> assertThat(traffic.looks("acme")).isGreaterThan(looks));
    assertThat(traffic.patches("acme")).isEmpty();
    AtRest.check(cluster.assistant("acme"), "CatalogViolation", "");

    cluster.patch("acme", "{\"spec\": {\"voice\": {\"voiceId\": \"Elliot\"}}}");
    awaitReady("True Synced:");
    assertThat(traffic.patches("acme")).hasSize(1);
  }

  /** What is not in the operator's copy is looked for in a newer one, once that is 30 s old. */
  @Test
  void aVoiceThatIsNewInTheCatalogIsUsed() {
    cluster.applyAccount();
    eventually(() -> assertThat(cluster.account().decodeStatus().catalog()).isNotNull());
    JsonNode catalog = simulator.catalog();
    voices(catalog).addObject().put("value", "Newcomer");
    simulator.catalog(catalog);

    cluster.applyAssistant("acme", "voice: {provider: vapi, voiceId: Newcomer}");
    awaitReady("True Synced:");
    assertThat(traffic.patches("acme")).singleElement().matches(patch -> patch.status() == 200);
  }

  @Test
  void withoutAReadableCatalogTheApiJudges() {
    simulator.inject(Fault.of(FaultKind.Body.of(BrokenContent.HTML)).at(Route.CATALOG));
    cluster.applyAccount();
    eventually(
        () ->
            assertThat(cluster.accountReady())
                .startsWith("True Authenticated:")
                .contains("so only the API validates values"));
    cluster.applyAssistant("acme", CLARA);
    awaitReady("True Synced:");
    assertThat(cluster.ready("acme")).contains(UNREADABLE);

    cluster.patch("acme", "{\"spec\": {\"voice\": {\"voiceId\": \"Elliott\"}}}");
    awaitReady("False Rejected:");
    assertThat(cluster.ready("acme")).contains("Elliott");
  }

  /**
   * What is forbidden stays so, and a fleet in sync notices nothing. An assistant that misses its
   * value has the catalog read twice a minute, so no user waits until it is ten minutes old.
   */
  @Test
  void aCatalogThatCanNotBeReadAgainStaysInForce() {
    simulator.addWorkspace("globex");
    cluster.applyAccount();
    cluster.applyAssistant("globex", CLARA);
    eventually(() -> assertThat(cluster.ready("globex")).startsWith("True Synced:"));
    eventually(() -> assertThat(cluster.account().decodeStatus().catalog()).isNotNull());
    String quiet = cluster.assistant("globex").getMetadata().getResourceVersion();

    simulator.inject(Fault.status(500).at(Route.CATALOG));
    cluster.applyAssistant("acme", "voice: {provider: vapi, voiceId: Elliott}");
    eventually(
        () ->
            assertThat(cluster.ready("acme"))
                .startsWith("False CatalogViolation:")
                .contains("did you mean \"Elliot\"?; the catalog is of 20")
                .endsWith("because it cannot be read at the moment"));
    eventually(
        () ->
            assertThat(cluster.accountReady())
                .startsWith("True Authenticated:")
                .contains("values are checked against the catalog of 20"));

    simulator.clearFaults();
    eventually(
        () ->
            assertThat(cluster.ready("acme"))
                .startsWith("False CatalogViolation:")
                .endsWith("did you mean \"Elliot\"?"));
    eventually(() -> assertThat(cluster.accountReady()).endsWith("accepts the token"));
    assertThat(traffic.patches("acme")).isEmpty();
    assertThat(cluster.assistant("globex").getMetadata().getResourceVersion()).isEqualTo(quiet);
  }

  @Test
  void aCatalogThatIsRefusedMeansThatTheAccountIsWrong() {
    simulator.inject(Fault.status(403).at(Route.CATALOG));
    cluster.applyAccount();
    cluster.applyAssistant("acme", CLARA);
    eventually(() -> assertThat(cluster.accountReady()).startsWith("False Forbidden:"));
    awaitReady("False AccountNotReady: LumeniaAccount default is not ready: Forbidden");
  }

  @Test
  void aLiveVoiceThatIsRetiredIsNoted() {
    JsonNode catalog = simulator.catalog();
    voices(catalog).removeIf(voice -> voice.path("value").asText().equals("Clara"));
    simulator.addWorkspace("globex", new LiveModel().copy());
    simulator.catalog(catalog);
    cluster.applyAccount();
    cluster.applyAssistant("globex", "firstMessage: Hi");
    eventually(
        () ->
            assertThat(cluster.ready("globex"))
                .startsWith("True Synced:")
                .endsWith(
                    "live voice.voiceId \"Clara\" is no longer in the catalog for provider vapi"));
    assertThat(traffic.bodies("globex"))
        .singleElement()
        .matches(body -> !body.has("voice"), "leaves the voice alone");
  }

  @Test
  void isReadOnceForAllAssistantsAndShownByTheAccount() {
    List<String> names = IntStream.rangeClosed(1, 20).mapToObj("many-%02d"::formatted).toList();
    names.forEach(simulator::addWorkspace);
    Instant before = Instant.now().minusSeconds(1);
    cluster.applyAccount();
    cluster.apply(
        names.stream().map(name -> Cluster.assistant(name, CLARA)).collect(joining("---\n")));
    eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", 20L)));
    assertThat(simulator.requests())
        .filteredOn(request -> request.path().endsWith("/catalog"))
        .hasSize(1);

    assertShown(before, cluster.account().decodeStatus().catalog());
  }

  private static void assertShown(Instant before, @Nullable CatalogStatus shown) {
    var providers = new Providers(List.of("11labs", "vapi"), List.of("11labs", "deepgram"));
    assertThat(shown).isNotNull().extracting(CatalogStatus::providers).isEqualTo(providers);
    assertThat(shown).extracting(CatalogStatus::hash).asString().matches("[0-9a-f]{12,}");
    assertThat(shown)
        .extracting(catalog -> Instant.parse(catalog.time()), as(InstanceOfAssertFactories.INSTANT))
        .isBetween(before, Instant.now());
  }

  private static ArrayNode voices(JsonNode catalog) {
    return (ArrayNode) catalog.at("/voice/providers/0/voiceIds");
  }

  private void awaitReady(String text) {
    eventually(() -> assertThat(cluster.ready("acme")).startsWith(text));
  }
}
