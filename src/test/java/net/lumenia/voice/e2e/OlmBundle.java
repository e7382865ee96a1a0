package net.lumenia.voice.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The manifests for the Operator Lifecycle Manager, which has no values: the chart with its
 * defaults, and every option as an environment variable that a Subscription can set.
 */
final class OlmBundle {

  static final Path DIRECTORY = Path.of("src/olm/bundle");

  private static final Path BASE = Path.of("src/olm/csv.yaml");
  private static final Path ICON = Path.of("src/olm/icon.svg");

  /**
   * No user, because some platforms assign one per namespace; otherwise the image's user counts.
   */
  private static final String ANY_USER = "adaptSecurityContext=force";

  /** What the operator reads and writes for a resource, by kind. */
  private static final Map<String, String> RESOURCES =
      Map.of(
          "VoiceAssistant",
          "[{kind: LumeniaAccount, version: v1alpha1}, {kind: ConfigMap, version: v1}, {kind: ControllerRevision, version: v1}, {kind: Event, version: v1}]",
          "LumeniaAccount",
          "[{kind: Secret, version: v1}, {kind: VoiceCatalog, version: v1alpha1}, {kind: Event, version: v1}]",
          "VoiceCatalog",
          "[{kind: LumeniaAccount, version: v1alpha1}]");

  /** Only the operator writes it, but the lifecycle manager wants an example of every kind. */
  private static final String VOICE_CATALOG =
      """
      apiVersion: voice.lumenia.net/v1alpha1
      kind: VoiceCatalog
      metadata: {name: default}
      spec:
        hash: 5d41402abc4b
        complete: true
        allowed:
        - {key: voice.voiceId, provider: vapi, complete: true, values: [Clara, Elliot]}
      """;

  /** The chart requires a base URL, and the bundle leaves it to the Subscription. */
  private static final String NOWHERE = "operator.defaultBaseUrl=https://api.invalid";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(Feature.WRITE_DOC_START_MARKER, Feature.SPLIT_LINES)
          .enable(Feature.MINIMIZE_QUOTES, Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private final Manifests chart;
  private final JsonNode about;

  OlmBundle(Helm helm) throws IOException {
    chart = helm.template("voice-operator", "--set", NOWHERE, "--set", ANY_USER);
    about = Manifests.read(Files.readString(Helm.CHART.resolve("Chart.yaml")));
  }

  /** The content of {@code manifests/} by file name. */
  Map<String, String> manifests() throws IOException {
    var files = new TreeMap<String, String>();
    files.put("voice-operator.clusterserviceversion.yaml", YAML.writeValueAsString(csv()));
    for (String kind : List.of("Service", "PodDisruptionBudget")) {
      String name = "voice-operator.%s.yaml".formatted(kind.toLowerCase(Locale.ROOT));
      files.put(name, YAML.writeValueAsString(withoutHelm(chart.one(kind))));
    }
    for (JsonNode crd : chart.of("CustomResourceDefinition")) {
      String name = crd.at("/metadata/name").asText() + ".yaml";
      files.put(name, Files.readString(Path.of("crds", name)));
    }
    return files;
  }

  private JsonNode csv() throws IOException {
    ObjectNode csv = (ObjectNode) Manifests.read(Files.readString(BASE));
    JsonNode deployment = withoutHelm(chart.one("Deployment"));
    String version = about.path("appVersion").asText();
    String image = deployment.at("/spec/template/spec/containers/0/image").asText();

    csv.withObject("/metadata")
        .put("name", "voice-operator.v" + version)
        .withObject("/annotations")
        .put("alm-examples", JSON.writeValueAsString(examples()))
        .put("containerImage", image)
        .put("description", about.path("description").asText())
        .put("olm.skipRange", "<" + version);
    ObjectNode spec = csv.withObject("/spec");
    spec.put("version", version)
        .put("minKubeVersion", about.path("kubeVersion").asText().replaceAll("^>=|-0$", ""))
        .put("description", introduction() + "\n" + spec.path("description").asText());
    spec.withArray("/icon")
        .addObject()
        .put("base64data", Base64.getEncoder().encodeToString(Files.readAllBytes(ICON)))
        .put("mediatype", "image/svg+xml");
    spec.withArray("/relatedImages").addObject().put("name", "voice-operator").put("image", image);
    describeCrds(spec.withArray("/customresourcedefinitions/owned"));

    ObjectNode install = spec.withObject("/install").put("strategy", "deployment");
    install
        .withArray("/spec/permissions")
        .addObject()
        .put("serviceAccountName", deployment.at("/spec/template/spec/serviceAccountName").asText())
        .set("rules", rules());
    install
        .withArray("/spec/deployments")
        .addObject()
        .put("name", deployment.at("/metadata/name").asText())
        .<ObjectNode>set("label", deployment.at("/metadata/labels"))
        .set("spec", configurable(deployment.path("spec")));
    return csv;
  }

  /** Namespaced rules: if all namespaces are watched, the Lifecycle Manager grants them in all. */
  private ArrayNode rules() {
    ArrayNode rules = YAML.createArrayNode();
    JsonNode watch =
        chart
            .where(manifest -> manifest.at("/metadata/name").asText().equals("voice-operator"))
            .one("ClusterRole");
    watch.path("rules").forEach(rules::add);
    chart.one("Role").path("rules").forEach(rules::add);
    return rules;
  }

  /** Moves options to variables, because arguments would override those of the Subscription. */
  private static JsonNode configurable(JsonNode deployment) {
    ObjectNode container = (ObjectNode) deployment.at("/template/spec/containers/0");
    var options = new ArrayList<String>();
    container.path("args").forEach(argument -> options.add(argument.asText()));
    container.putArray("args").add(options.removeFirst());
    ArrayNode variables = container.putArray("env");
    for (String option : options) {
      String[] parts = option.replaceFirst("^--", "").split("=", 2);
      if (!parts[0].equals("default-base-url")) {
        variables
            .addObject()
            .put("name", variable(parts[0]))
            .put("value", parts.length == 2 ? parts[1] : "true");
      }
    }
    variables
        .addObject()
        .put("name", variable("namespaces"))
        .withObject("/valueFrom/fieldRef")
        .put("fieldPath", "metadata.annotations['olm.targetNamespaces']");
    return deployment;
  }

  private static String variable(String option) {
    return "VOICE_OPERATOR_" + option.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private void describeCrds(ArrayNode owned) {
    for (JsonNode crd : Manifests.read(about.at("/annotations/artifacthub.io~1crds").asText())) {
      String kind = crd.path("kind").asText();
      String name = crd.path("name").asText();
      var descriptors = OlmDescriptors.of(chart.named("CustomResourceDefinition", name));
      ObjectNode description = owned.addObject();
      description
          .put("name", name)
          .put("kind", kind)
          .put("version", crd.path("version").asText())
          .put("displayName", crd.path("displayName").asText())
          .put("description", crd.path("description").asText());
      description.set("resources", Manifests.read(RESOURCES.getOrDefault(kind, "[]")));
      description.set("specDescriptors", descriptors.of("spec"));
      description.set("statusDescriptors", descriptors.of("status"));
    }
  }

  private static List<JsonNode> examples() throws IOException {
    return List.of(
        Manifests.parse(VOICE_CATALOG).one("VoiceCatalog"),
        Manifests.parse(Files.readString(Path.of("examples/account.yaml"))).one("LumeniaAccount"),
        Manifests.parse(Files.readString(Path.of("examples/full.yaml"))).one("VoiceAssistant"));
  }

  /** The beginning of the README up to its first example. */
  private static String introduction() throws IOException {
    String readme = Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);
    return readme.substring(readme.indexOf('\n') + 1, readme.indexOf("```")).strip() + "\n";
  }

  private static JsonNode withoutHelm(JsonNode manifest) {
    ObjectNode copy = manifest.deepCopy();
    ObjectNode metadata = copy.withObject("/metadata");
    metadata.remove("namespace");
    metadata.withObject("/labels").remove(List.of("helm.sh/chart", "app.kubernetes.io/managed-by"));
    return copy;
  }
}
