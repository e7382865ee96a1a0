package net.lumenia.voice.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorDefinitionTest {

  private static final Placeholders VALUES =
      new Placeholders(
          Map.of("name", "acme", "firstMessage", "\"Hi\"", "prompt", "Be brief.", "voice", "anna"));

  @ParameterizedTest
  @ValueSource(strings = {"ours", "reference"})
  void describesAnOperator(String file) throws IOException {
    OperatorDefinition definition =
        OperatorDefinition.read(Path.of("bench/operators", file + ".yaml"));
    JsonNode resource = JsonMapper.builder().build().readTree(definition.resource(VALUES));
    assertThat(resource.at("/metadata/name").asText()).isEqualTo("acme");
    assertThat(resource.at("/spec/firstMessage").asText()).isEqualTo("\"Hi\"");
    assertThat(resource.at("/spec/fallbackVoices/0/voiceId").asText()).isEqualTo("Elliot");
    assertThat(definition.manifests()).allSatisfy(one -> assertThat(Path.of(one)).exists());
  }

  @Test
  void namesAMissingKey(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("other.yaml"), "name: Other\ncommand: [other]\nready: http://x\n");
    assertThatThrownBy(() -> OperatorDefinition.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("path is missing");
  }

  @Test
  void namesAnUnknownPlaceholder() {
    assertThatThrownBy(() -> VALUES.replaceIn("--port=${prot}"))
        .hasMessage("${prot} is unknown; known are [firstMessage, name, prompt, voice]");
  }
}
