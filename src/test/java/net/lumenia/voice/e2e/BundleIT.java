package net.lumenia.voice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.GoTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle for the Operator Lifecycle Manager matches the chart and is valid. */
class BundleIT {

  private static final String UPDATE = "update-bundle";
  private static final String CSV = "manifests/voice-operator.clusterserviceversion.yaml";

  @Test
  void isUpToDate() throws IOException {
    Path directory = OlmBundle.DIRECTORY.resolve("manifests");
    Map<String, String> manifests = new OlmBundle(new Helm(Optional.empty(), "ops")).manifests();
    if (System.getProperty(UPDATE) != null) {
      for (Map.Entry<String, String> file : manifests.entrySet()) {
        Files.writeString(directory.resolve(file.getKey()), file.getValue());
      }
    }
    assertThat(read(directory))
        .as(
            "%s does not match the chart, the CRDs, the examples, the README and src/olm."
                + " Run: ./mvnw verify -Pe2e -Dit.test=BundleIT -D%s",
            directory, UPDATE)
        .isEqualTo(manifests);
  }

  @Test
  void passesTheValidatorsOfTheLifecycleManager() throws Exception {
    assertThat(problems(OlmBundle.DIRECTORY)).isEmpty();
  }

  @Test
  void validatorsReportAMissingPart(@TempDir Path broken) throws Exception {
    Files.createDirectories(broken.resolve("manifests"));
    Files.createDirectories(broken.resolve("metadata"));
    String annotations = "metadata/annotations.yaml";
    Files.copy(OlmBundle.DIRECTORY.resolve(annotations), broken.resolve(annotations));
    Files.writeString(
        broken.resolve(CSV),
        Files.readString(OlmBundle.DIRECTORY.resolve(CSV)).replace("minKubeVersion:", "removed:"));
    assertThat(problems(broken))
        .contains("minKubeVersion is not informed")
        .contains("owned CRD \"voice.lumenia.net/v1alpha1, Kind=VoiceAssistant\" not found");
  }

  private static Map<String, String> read(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.collect(toMap(file -> file.getFileName().toString(), BundleIT::content));
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String problems(Path bundle) throws IOException, InterruptedException {
    Process validators =
        new ProcessBuilder(GoTools.olmBundle().toString(), bundle.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(validators.getInputStream().readAllBytes(), UTF_8);
    assertThat(validators.waitFor()).as(output).isEqualTo(output.isEmpty() ? 0 : 1);
    return output;
  }
}
