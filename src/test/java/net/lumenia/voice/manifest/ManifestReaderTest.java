package net.lumenia.voice.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {

  private static final String ASSISTANT =
      """
      apiVersion: voice.lumenia.net/v1alpha1
      kind: VoiceAssistant
      metadata:
        name: %s
      spec:
        workspace:
          slug: "61636d65"
        numberId: 42
      """;

  @TempDir private Path folder;

  private static Manifests readText(String text) {
    return ManifestReader.read(List.of("-"), new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private Manifests readFolder() {
    return ManifestReader.read(List.of(folder.toString()), InputStream.nullInputStream());
  }

  private static List<String> names(Manifests manifests) {
    return manifests.assistants().stream().map(ManifestAssistant::name).toList();
  }

  private static String spec(Manifests manifests) {
    assertThat(manifests.problems()).isEmpty();
    return manifests.assistants().getFirst().resource().getSpec().text();
  }

  @Test
  void readsDocumentsListsAndJson() {
    String yaml = ASSISTANT.formatted("one") + "---\n---\n" + ASSISTANT.formatted("two");
    assertThat(names(readText(yaml))).containsExactly("one", "two");
    String list =
        """
        {"apiVersion": "v1", "kind": "List", "items": [
          {"apiVersion": "voice.lumenia.net/v1alpha1", "kind": "VoiceAssistant",
           "metadata": {"name": "three"}, "spec": {"workspace": {}}},
          {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "other"}}]}
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "prompts"},
         "data": {"sales": "Sell."}}
        """;
    Manifests manifests = readText(list);
    assertThat(names(manifests)).containsExactly("three");
    assertThat(manifests.assistants().getFirst().source().at("spec")).isEqualTo("stdin:3:43");
    assertThat(manifests.skipped())
        .extracting(Object::toString)
        .containsExactly("stdin:4:3: Service other");
    assertThat(manifests.configMaps().getFirst().resource().getData())
        .containsEntry("sales", "Sell.");
  }

  @Test
  void knowsPlaces() {
    Source source =
        readText("# a comment\n" + ASSISTANT.formatted("one")).assistants().getFirst().source();
    assertThat(source.at("spec.workspace.slug")).isEqualTo("stdin:8:11");
    assertThat(source.at("spec.numberId")).isEqualTo("stdin:9:13");
    assertThat(source.at("spec.voice.voiceId")).isEqualTo("stdin:7:3");
    assertThat(source.problemOfKey("spec.numberId", "is wrong"))
        .hasToString("stdin:9:3: spec.numberId: is wrong");
  }

  @Test
  void readsFoldersInAlphabeticalOrder() throws IOException {
    Files.createDirectories(folder.resolve("team/..data"));
    Files.writeString(folder.resolve("team/b.yaml"), ASSISTANT.formatted("second"));
    Files.writeString(folder.resolve("a.yml"), ASSISTANT.formatted("first"));
    Files.writeString(folder.resolve("notes.txt"), "no: [manifest");
    Files.writeString(folder.resolve("team/..data/b.yaml"), ASSISTANT.formatted("mounted"));
    Files.createSymbolicLink(folder.resolve("team/z.yaml"), folder.resolve("a.yml"));
    Manifests manifests = readFolder();
    assertThat(manifests.problems()).isEmpty();
    assertThat(names(manifests)).containsExactly("first", "second");
    assertThat(manifests.assistants().getLast().source().file())
        .isEqualTo(folder.resolve("team/b.yaml").toString());
  }

  @Test
  void reportsFoldersWithoutManifests() throws IOException {
    Files.createDirectories(folder.resolve(".hidden"));
    Files.writeString(folder.resolve(".hidden/a.yaml"), ASSISTANT.formatted("hidden"));
    Files.writeString(folder.resolve("notes.txt"), "a: note");
    assertThat(readFolder().problems())
        .extracting(Object::toString)
        .containsExactly(folder + ": has no .yaml, .yml or .json files; check the path");
    assertThat(ManifestReader.readFolder(folder).problems()).isEmpty();
  }

  @Test
  void reportsLoopsAndDanglingLinksInFolders() throws IOException {
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Files.createSymbolicLink(folder.resolve("gone.yaml"), Path.of("nowhere"));
    assertThat(readFolder().problems())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            folder + "/loop: is a link to a folder that contains it; remove the link",
            folder
                + "/gone.yaml: is a link to nowhere, which does not exist; remove or correct the link");
  }

  /** What kubectl makes of it: sigs.k8s.io/yaml 1.6. */
  @ParameterizedTest
  @CsvSource({
    "no, false",
    "'\"no\"', '\"no\"'",
    "Yes, true",
    "y, true",
    "010, 8",
    "0x1F, 31",
    "1_000, 1000",
    "12:30, '\"12:30\"'",
    "2026-11-30, '\"2026-11-30\"'",
    "1e3, 1E+3",
    "!!str 5, '\"5\"'",
    "~, null",
    "'{1: a, true: b}', '{\"1\":\"a\",\"true\":\"b\"}'",
  })
  void readsScalarsAsKubectlDoes(String yaml, String json) throws Malformed {
    var documents = new ArrayList<Document>();
    YamlDocuments.read("value: " + yaml, documents);
    assertThat(documents.getFirst().json()).hasToString("{\"value\":%s}".formatted(json));
  }

  @Test
  void mergesAsKubectlDoes() {
    String yaml =
        ASSISTANT.formatted("one")
            + """
              voice: &first {provider: 11labs, voiceId: a, model: m}
              fallbackVoices:
              - {<<: *first, voiceId: b}
              - <<: [{model: o}, *first]
            """;
    assertThat(spec(readText(yaml)))
        .isEqualTo(
            "{\"workspace\":{\"slug\":\"61636d65\"},\"numberId\":42,"
                + "\"voice\":{\"provider\":\"11labs\",\"voiceId\":\"a\",\"model\":\"m\"},"
                + "\"fallbackVoices\":[{\"voiceId\":\"b\",\"provider\":\"11labs\",\"model\":\"m\"},"
                + "{\"model\":\"o\",\"provider\":\"11labs\",\"voiceId\":\"a\"}]}");
  }
}
