package net.lumenia.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content of the image. */
class ImageIT {

  private static final Path TAR = Path.of("target/image.tar");
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path directory;
  private JsonNode manifest;
  private JsonNode config;

  @BeforeEach
  void unpack() throws IOException {
    new Program("tar").run("-C", directory.toString(), "-xf", TAR.toAbsolutePath().toString());
    JsonNode index = JSON.readTree(Files.readString(directory.resolve("index.json")));
    manifest = JSON.readTree(Files.readString(blob(index.at("/manifests/0"))));
    config = JSON.readTree(Files.readString(blob(manifest.path("config"))));
  }

  private Path blob(JsonNode descriptor) {
    return directory.resolve("blobs").resolve(descriptor.path("digest").asText().replace(':', '/'));
  }

  @Test
  void isSmallerThanAHundredMegabytes() throws IOException {
    assertThat(Files.size(TAR)).isLessThan(100_000_000);
  }

  @Test
  void runsTheOperatorAsAnUnprivilegedUser() {
    assertThat(config.at("/config/User").asText()).isEqualTo("65532:65532");
    assertThat(config.at("/config/Entrypoint").toString())
        .isEqualTo(
            "[\"/opt/java/bin/java\",\"@/opt/voice-operator/java.args\",\"@/opt/voice-operator/main.args\"]");
    assertThat(config.at("/config/Cmd").toString()).isEqualTo("[\"run\"]");
    assertThat(config.at("/config/Labels").has("org.opencontainers.image.version")).isTrue();
  }

  @Test
  void containsNoOtherProgram() {
    List<String> programs =
        files().stream()
            .filter(line -> line.startsWith("-") && line.substring(0, 10).contains("x"))
            .map(ImageIT::name)
            .filter(name -> !name.contains(".so"))
            .toList();
    assertThat(programs).containsExactly("opt/java/bin/java");
  }

  @Test
  void listsItsContents() {
    assertThat(files().stream().map(ImageIT::name))
        .contains("opt/voice-operator/bom.json", "opt/java/release");
  }

  @Test
  void containsNoBuildTime() {
    assertThat(files()).filteredOn(line -> !line.contains("1970-01-01")).isEmpty();
  }

  /** The files of all layers, as {@code tar} lists them. */
  private List<String> files() {
    return manifest
        .path("layers")
        .valueStream()
        .map(
            layer ->
                new Program("tar")
                    .run("--list", "--verbose", "--utc", "-zf", blob(layer).toString()))
        .flatMap(String::lines)
        .toList();
  }

  private static String name(String line) {
    return line.substring(line.lastIndexOf(' ') + 1).replaceFirst("^\\./", "");
  }
}
