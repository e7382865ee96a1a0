package net.lumenia.voice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffCommandTest {

  private static final String LIVE =
      """
      {"schemaVersion": 1, "assistants": {
        "61636d65": {"assistant": {"firstMessage": "Hello", "prompt": "Be kind.\\nAlways.\\n",
                     "voice": {"provider": "vapi", "voiceId": "Elliot"}, "number_id": 42}},
        "6265726c696e": {"firstMessage": "Hallo", "voice": 5}},
       "numbers": [{"id": 42, "number": "+493012345642"}, {"id": 43, "number": "+493012345643"}]}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void saveLiveState() throws IOException {
    Files.writeString(folder.resolve("live.json"), LIVE);
  }

  private void manifest(String name, String workspace, String managed) throws IOException {
    new ManifestFiles(folder).write(name, workspace, managed);
  }

  private Typed diff(String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "diff", "-f", folder.toString(), "--live", folder.resolve("live.json").toString()));
    arguments.addAll(List.of(more));
    return Typed.command(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acme | firstMessage: Hello | 0 | 0 to change, 0 refused, 1 unchanged",
        "acme | numberId: 43 | 1 | 1 to change, 0 refused, 0 unchanged",
        "acme | mode: Observe; numberId: 43 | 0 | 0 to change, 0 refused, 1 unchanged",
        "acme | mode: Plan; numberId: 43 | 1 | 1 to change, 0 refused, 0 unchanged",
        "acme | suspend: true; numberId: 43 | 0 | 0 to change, 0 refused, 1 unchanged",
        "acme | driftPolicy: Refuse; numberId: 43 | 1 | 0 to change, 1 refused, 0 unchanged",
        "acme | numberId: -1 | 2 | 0 to change, 0 refused, 0 unchanged, 1 invalid",
        "acme | phoneNumber: '+493012345642' | 0 | 0 to change, 0 refused, 1 unchanged",
        "acme | phoneNumber: '+493012345643' | 1 | 1 to change, 0 refused, 0 unchanged",
        "acme | phoneNumber: '+493012345644' | 2 | 0 to change, 1 refused, 0 unchanged",
        "nowhere | numberId: 43 | 3 | 0 to change, 0 refused, 0 unchanged, 1 failed",
        "berlin | 'voice: {voiceId: Clara}' | 3 | 0 to change, 0 refused, 0 unchanged, 1 failed",
      })
  void exitCodeAndSummaryTellTheResult(
      String workspace, String managed, int exitCode, String summary) throws IOException {
    manifest("support", workspace, managed.replace("; ", "\n"));
    Typed typed = diff();
    assertThat(typed.out()).endsWith("Plan: " + summary + "\n");
    assertThat(typed.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void printsAUnifiedDiffOfEveryChangedField() throws IOException {
    manifest(
        "support",
        "acme",
        "prompt: |\n  Be kind.\n  Sometimes.\nvoice: {voiceId: Clara}\nnumberId: 42");
    assertThat(diff().out())
        .isEqualTo(
            """
            VoiceAssistant default/support, workspace acme
            --- live
            +++ manifest
            @@ -1,7 +1,7 @@
             spec:
               prompt: |
                 Be kind.
            -    Always.
            +    Sometimes.
               voice:
                 provider: vapi
            -    voiceId: Elliot
            +    voiceId: Clara

            Plan: 1 to change, 0 refused, 0 unchanged
            """);
  }

  @Test
  void numberIsShownAsTheManifestGivesIt() throws IOException {
    manifest("support", "acme", "phoneNumber: '+493012345643'");

    Typed typed = diff();

    assertThat(typed.out())
        .contains("-  phoneNumber: \"+493012345642\"\n+  phoneNumber: \"+493012345643\"\n");
    assertThat(diff("-o", "json").out()).contains("{\\\"number_id\\\":43}");
  }

  @Test
  void namesAllAssistantsThatASharedPromptChanges() throws IOException {
    String shared = "promptFrom: {configMapKeyRef: {name: prompts, key: all}}";
    manifest("support", "acme", shared);
    manifest("berlin", "berlin", shared);
    Files.writeString(
        folder.resolve("prompts.yaml"),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: prompts, labels: {voice.lumenia.net/prompt: "true"}}
        data: {all: Be fast.}
        """);
    assertThat(diff().out())
        .contains(
            "key all of ConfigMap default/prompts changes the prompt of 2 assistants: berlin, support");
  }

  @Test
  void writesThePlansWithTheBytesToSend() throws IOException {
    manifest("support", "acme", "numberId: 43");
    Path plan = folder.resolve("plan.out");
    assertThat(diff("--out", plan.toString(), "--exit-code=false").exitCode()).isZero();
    JsonNode written = new ObjectMapper().readTree(Files.readString(plan));
    assertThat(written.path("schemaVersion").asInt()).isEqualTo(1);
    JsonNode assistant = written.path("assistants").get(0);
    assertThat(assistant.path("body").asText()).isEqualTo("{\"number_id\":43}");
    assertThat(assistant.path("name").asText()).isEqualTo("support");
  }

  @Test
  void markdownCannotBeEscapedByAPrompt() throws IOException {
    manifest("support", "acme", "prompt: |\n  ```\n  </details> @everyone\n");
    String markdown = diff("-o", "markdown").out();
    assertThat(markdown).contains("\n````diff\n").contains("\n````\n");
  }

  @Test
  void machineFormatsHaveTheSameContent() throws IOException {
    manifest("support", "acme", "numberId: 43");
    JsonNode json = new ObjectMapper().readTree(diff("-o", "json").out());
    JsonNode yaml = new YAMLMapper().readTree(diff("-o", "yaml").out());
    assertThat(json).isEqualTo(yaml);
    assertThat(json.path("schemaVersion").asInt()).isEqualTo(1);
    assertThat(json.path("errors").isArray() && json.path("warnings").isArray()).isTrue();
  }
}
