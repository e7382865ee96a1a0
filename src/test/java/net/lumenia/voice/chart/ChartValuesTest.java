package net.lumenia.voice.chart;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.lumenia.voice.cli.Commands;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** The values of the chart match its schema, its templates and the options of the operator. */
class ChartValuesTest {

  private static final Path ARGUMENTS = ChartValues.CHART.resolve("templates/_helpers.tpl");

  /**
   * Options without a value of the same name: a pod reaches the API server with its service
   * account, and gets the certificate authorities from {@code caBundle}.
   */
  private static final Set<String> NOT_IN_A_POD = Set.of("--kubeconfig");

  /** Options whose value is not one of {@code operator}: the file is that of {@code caBundle}. */
  private static final Set<String> ELSEWHERE = Set.of("--ca-file");

  private final ChartValues values = ChartValues.read();

  @Test
  void operatorValuesMatchTheOptionsOfRun() {
    assertThat(paths().filter(path -> path.startsWith("operator.")))
        .containsExactlyInAnyOrderElementsOf(
            options()
                .filter(option -> !ELSEWHERE.contains(option.longestName()))
                .map(ChartValuesTest::value)
                .collect(toSet()));
  }

  @Test
  void templatePassesEveryOptionOfRun() throws IOException {
    String arguments = Files.readString(ARGUMENTS);
    assertThat(options())
        .allSatisfy(
            option ->
                assertThat(arguments)
                    .containsPattern(
                        "- (\\{\\{ printf \")?%s[=\\n]".formatted(option.longestName())));
  }

  @Test
  void everyValueHasACommentAndASchema() {
    assertThat(values.all())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            value -> {
              assertThat(value.description()).as(value.path()).endsWith(".");
              assertThat(value.type()).as(value.path()).isNotEmpty();
            });
    Set<String> known = paths().collect(toSet());
    assertThat(differences("", values.schema()))
        .allSatisfy(path -> assertThat(known).contains(path));
  }

  /**
   * Exceptions are values that the chart passes through and Kubernetes validates, and the global
   * values of other charts.
   */
  @Test
  void schemaRefusesUnknownValuesAtEveryLevel() {
    assertThat(objects(values.schema()))
        .hasSizeGreaterThan(15)
        .allSatisfy(
            object ->
                assertThat(object.has("additionalProperties") || object.has("$comment"))
                    .as(object.toString())
                    .isTrue());
    JsonNode global = values.schema().at("/properties/global");
    assertThat(global.path("additionalProperties").asBoolean()).isTrue();
    assertThat(
            objects(values.schema())
                .filter(object -> object.has("properties") && !object.equals(global)))
        .allSatisfy(
            object ->
                assertThat(object.path("additionalProperties").asText("?")).isEqualTo("false"));
  }

  /** Between releases, the chart keeps the last released version, because its image exists. */
  @Test
  void chartOfAReleaseHasTheVersionOfTheProgram() throws IOException {
    JsonNode chart = new YAMLMapper().readTree(ChartValues.CHART.resolve("Chart.yaml").toFile());
    String version = chart.path("version").asText();
    assertThat(chart.path("appVersion").asText()).isEqualTo(version);
    assertThat(chart.at("/annotations/artifacthub.io~1images").asText())
        .contains("voice-operator:" + version + "\n");

    var matcher =
        Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
    assertThat(matcher.find()).isTrue();
    String program = matcher.group(1);
    assertThat(version).doesNotEndWith("-SNAPSHOT");
    if (!program.endsWith("-SNAPSHOT")) {
      assertThat(version).isEqualTo(program);
    }
  }

  private Stream<String> paths() {
    return values.all().stream().map(ChartValue::path);
  }

  private static Stream<OptionSpec> options() {
    return Commands.all().stream()
        .filter(command -> command.name().equals("run"))
        .flatMap(command -> command.options().stream())
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .filter(option -> !NOT_IN_A_POD.contains(option.longestName()));
  }

  /** {@code --allowed-base-url}, repeatable, is {@code operator.allowedBaseUrls}. */
  private static String value(OptionSpec option) {
    String name = option.longestName().substring("--".length());
    String camelCase =
        Pattern.compile("-(.)").matcher(name).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
    boolean plural = option.isMultiValue() && !camelCase.endsWith("s");
    return "operator." + camelCase + (plural ? "s" : "");
  }

  private static Stream<String> differences(String prefix, JsonNode schema) {
    return schema
        .path("properties")
        .propertyStream()
        .flatMap(
            property ->
                property.getValue().has("properties")
                    ? differences(prefix + property.getKey() + ".", property.getValue())
                    : Stream.of(prefix + property.getKey()));
  }

  private static Stream<JsonNode> objects(JsonNode schema) {
    return Stream.concat(
        Stream.of(schema).filter(node -> node.path("type").asText().equals("object")),
        schema.valueStream().flatMap(ChartValuesTest::objects));
  }
}
