package net.lumenia.voice.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every copy of the health check for Argo CD equals the tested file. */
class HealthCheckTest {

  private static final Path SETTINGS = Path.of("examples/gitops/argo-cd/argocd-cm.yaml");
  private static final Path PAGE = Path.of("docs/gitops.md");

  @ParameterizedTest
  @ValueSource(strings = {"VoiceAssistant", "LumeniaAccount"})
  void isInTheSettings(String kind) throws IOException {
    assertThat(
            new YAMLMapper()
                .readTree(SETTINGS.toFile())
                .path("data")
                .path("resource.customizations.health.voice.lumenia.net_" + kind)
                .asText())
        .isEqualTo(Files.readString(GitOpsTools.HEALTH_CHECK));
  }

  @Test
  void isOnThePage() throws IOException {
    assertThat(PAGE)
        .content()
        .contains("```lua\n%s```\n".formatted(Files.readString(GitOpsTools.HEALTH_CHECK)));
  }
}
