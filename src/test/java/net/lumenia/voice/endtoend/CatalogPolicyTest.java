package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.Kubectl;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceCatalog;
import net.lumenia.voice.crd.VoiceCatalogSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server refuses by the chart's policy and the VoiceCatalogs of a namespace. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class CatalogPolicyTest {

  private static final String CLARA = "voice: {provider: vapi, voiceId: Clara}";
  private static final List<String> VOICES =
      List.of(
          "Clara", "Dan", "Elliot", "Emma", "Godfrey", "Jess", "Kai", "Leah", "Leo", "Mia", "Zoe");

  private final Kubectl kubectl;
  private final Cluster cluster;

  CatalogPolicyTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    kubectl = plane.kubectl();
    cluster = new Cluster(client);
  }

  /** The API server needs a moment to enforce a new policy. */
  @BeforeEach
  void installPolicy() {
    new AdmissionPolicies(cluster).install("catalog");
    publish("default", small());
    eventually(
        () ->
            assertThat(apply("probe", "voice: {provider: unknown, voiceId: x}", "--dry-run=server"))
                .contains("spec.voice.provider"));
  }

  @Test
  void aTypoIsRefusedWithTheNearestValues() {
    assertThat(apply("acme", "voice: {provider: vapi, voiceId: Elliott}"))
        .contains("denied request: spec.voice.voiceId: \"Elliott\" is not in the catalog of")
        .contains("LumeniaAccount default for provider vapi; it has \"Elliot\", \"Emma\", \"Dan\"")
        .contains(" and 3 more");
    assertThat(cluster.assistants()).isEmpty();
    assertThat(apply("acme", "voice: {provider: vapi, voiceId: Elliot}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          voice: {provider: vapy, voiceId: x}                                   | spec.voice.provider: "vapy"
          voice: {provider: 11labs, voiceId: any, model: v9}                    | spec.voice.model: "v9"
          transcriber: {provider: deepgram, model: nova-9, language: en}        | spec.transcriber.model: "nova-9"
          transcriber: {provider: deepgram, model: nova-3, language: xx}        | spec.transcriber.language: "xx"
          phoneNumber: "+493012345677" | spec.phoneNumber: "+493012345677"
          fallbackVoices: [{provider: vapi, voiceId: Mia}, {provider: vapi, voiceId: Bob}] | spec.fallbackVoices[1].voiceId: "Bob"
          fallbackTranscribers: [{provider: deepgram, model: nova-3, language: xx}] | spec.fallbackTranscribers[0].language: "xx"
          """)
  void unknownValuesAreRefusedWithTheirPath(String spec, String expected) {
    assertThat(apply("acme", spec)).contains("denied request: " + expected);
  }

  /**
   * Without a list, without a provider, and in an account without a catalog only the API judges.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          voice: {provider: 11labs, voiceId: any, model: v2}
          voice: {voiceId: Elliott}
          transcriber: {provider: 11labs, model: any, language: any}
          transcriber: {provider: deepgram, model: nova-2, language: xx}
          accountRef: {name: other}\\nvoice: {provider: vapi, voiceId: Elliott}
          fallbackVoices: []
          phoneNumber: "+493012345678"
          numberId: 99
          """)
  void whatTheCatalogDoesNotJudgePasses(String spec) {
    assertThat(apply("acme", spec.replace("\\n", "\n"))).isEmpty();
  }

  /** The policy is evaluated for each catalog of the namespace; only the account's own counts. */
  @Test
  void everyAccountHasItsOwnCatalog() {
    publish("other", allowed("voice.voiceId", "vapi", "Bob"));
    String bob = "voice: {provider: vapi, voiceId: Bob}";
    assertThat(apply("acme", bob)).contains("LumeniaAccount default");
    eventually(
        () ->
            assertThat(apply("acme", "accountRef: {name: other}\n" + CLARA, "--dry-run=server"))
                .contains("LumeniaAccount other"));
    assertThat(apply("acme", "accountRef: {name: other}\n" + bob)).isEmpty();
    assertThat(apply("acme", bob))
        .as("another account is another catalog")
        .contains("LumeniaAccount default");
  }

  @Test
  void aCatalogThatShrinksBlocksNothingThatStands() {
    assertThat(apply("acme", CLARA + "\nfirstMessage: Hi")).isEmpty();
    publish("default", allowed("voice.voiceId", "vapi", "Elliot"));
    eventually(
        () -> assertThat(apply("probe", CLARA, "--dry-run=server")).contains("\"Clara\" is not"));

    assertThat(apply("acme", CLARA + "\nfirstMessage: Hello")).isEmpty();
    assertThat(apply("acme", CLARA + "\nfallbackVoices: [{provider: vapi, voiceId: Elliot}]"))
        .isEmpty();
    assertThat(apply("acme", "fallbackVoices: [{provider: vapi, voiceId: Clara}]")).isEmpty();
    assertThat(
            apply(
                "acme",
                "fallbackVoices: [{provider: vapi, voiceId: Clara}, {provider: vapi, voiceId: Zoe}]"))
        .contains("spec.fallbackVoices[1].voiceId: \"Zoe\"");
  }

  @Test
  void aNumberThatIsGivenBackBlocksNothingThatStands() {
    String number = "phoneNumber: \"+493012345679\"";
    assertThat(apply("acme", number)).isEmpty();
    publish("default", allowed("phoneNumber", "", "+493012345678"));
    eventually(
        () ->
            assertThat(apply("probe", number, "--dry-run=server"))
                .contains("it has \"+493012345678\""));

    assertThat(apply("acme", number + "\nfirstMessage: Hello")).isEmpty();
  }

  @Test
  void withoutACatalogNothingIsRefused() {
    cluster.client().resources(VoiceCatalog.class).delete();
    eventually(
        () -> assertThat(apply("acme", "voice: {provider: vapi, voiceId: Elliott}")).isEmpty());
  }

  /** A policy that may fail would refuse everything if the budget were too small. */
  @Test
  void theLargestSpecAndCatalogAreWithinTheCostBudget() {
    new AdmissionPolicies(cluster)
        .install(
            "catalog",
            spec -> {
              if (spec.has("failurePolicy")) {
                spec.put("failurePolicy", "Fail");
              }
            });
    publish("default", largest());
    eventually(
        () ->
            assertThat(apply("probe", "voice: {provider: vapi, voiceId: x}", "--dry-run=server"))
                .contains("and 9992 more"));
    assertThat(apply("acme", fallbacks("voice-09999", "en"))).isEmpty();
    assertThat(apply("acme", fallbacks("voice-", "xx"), "--dry-run=server"))
        .contains("spec.fallbackVoices[0].voiceId: \"voice-0\"", "\"voice-00000\"")
        .contains("also unknown: spec.fallbackVoices[1].voiceId")
        .doesNotContain("cost", "budget");
  }

  private static ObjectNode small() {
    ObjectNode spec = JsonNodeFactory.instance.objectNode().put("hash", "1").put("complete", true);
    add(spec, "voice.provider", "", List.of("11labs", "vapi"));
    add(spec, "voice.model", "11labs", List.of("v2", "v3"));
    add(spec, "transcriber.provider", "", List.of("11labs", "deepgram"));
    add(spec, "transcriber.model", "deepgram", List.of("nova-2", "nova-3"));
    add(spec, "transcriber.language", "deepgram", List.of("de", "en"))
        .putArray("models")
        .add("nova-3");
    add(spec, "voice.voiceId", "vapi", VOICES);
    add(spec, "phoneNumber", "", List.of("+12025550123", "+493012345678", "+493012345679"));
    add(spec, "voice.voiceId", "11labs", List.of("abc")).put("complete", false);
    return spec;
  }

  private static ObjectNode largest() {
    ObjectNode spec = JsonNodeFactory.instance.objectNode().put("hash", "2").put("complete", true);
    IntStream.range(0, VoiceCatalogSpec.MAX_LISTS - 2)
        .forEach(
            i ->
                add(spec, "transcriber.language", "deepgram", List.of("de", "en", "es"))
                    .putArray("models")
                    .add("nova-" + i));
    add(
        spec,
        "transcriber.model",
        "deepgram",
        IntStream.range(0, VoiceCatalogSpec.MAX_MODELS).mapToObj("nova-%d"::formatted).toList());
    add(
        spec,
        "voice.voiceId",
        "vapi",
        IntStream.range(0, VoiceCatalogSpec.MAX_VALUES).mapToObj("voice-%05d"::formatted).toList());
    return spec;
  }

  private static ObjectNode allowed(String key, String provider, String... values) {
    ObjectNode spec = JsonNodeFactory.instance.objectNode().put("hash", "3").put("complete", true);
    add(spec, key, provider, List.of(values));
    return spec;
  }

  private static ObjectNode add(ObjectNode spec, String key, String provider, List<String> values) {
    ObjectNode list = spec.withArray("allowed").addObject().put("key", key).put("complete", true);
    if (!provider.isEmpty()) {
      list.put("provider", provider);
    }
    ArrayNode all = list.putArray("values");
    values.forEach(all::add);
    return list;
  }

  /** A voice and a transcriber with 32 fallbacks each, all different if they end in a dash. */
  private static String fallbacks(String voice, String language) {
    var spec = new StringBuilder("fallbackVoices:\n");
    IntStream.range(0, 32)
        .forEach(
            i -> spec.append("- {provider: vapi, voiceId: %s}\n".formatted(numbered(voice, i))));
    spec.append("fallbackTranscribers:\n");
    IntStream.range(0, 32)
        .forEach(
            i ->
                spec.append(
                    "- {provider: deepgram, model: nova-%d, language: %s}\n"
                        .formatted(i + 200, language)));
    return spec.toString();
  }

  private static String numbered(String voice, int number) {
    return voice.endsWith("-") ? voice + number : voice;
  }

  private void publish(String account, ObjectNode spec) {
    var catalog = new VoiceCatalog();
    catalog.setMetadata(
        new ObjectMetaBuilder().withName(account).addToLabels(VoiceCatalog.LABEL, "true").build());
    catalog.setSpec(new RawJson(spec));
    cluster.client().resource(catalog).forceConflicts().serverSideApply();
  }

  /** What the API server says against it; empty if it accepts it. */
  private String apply(String name, String spec, String... options) {
    var arguments = new ArrayList<>(List.of("apply", "--namespace", cluster.namespace()));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-f", "-"));
    return kubectl
        .runWithInput(Cluster.assistant(name, spec), arguments.toArray(String[]::new))
        .stderr();
  }
}
