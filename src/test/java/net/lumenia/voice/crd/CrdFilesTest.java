package net.lumenia.voice.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in {@code crds/} are what the records say. */
class CrdFilesTest {

  private static final String UPDATE = "update-crds";

  static Stream<Class<? extends HasMetadata>> resources() {
    return Stream.of(VoiceAssistant.class, LumeniaAccount.class);
  }

  @ParameterizedTest
  @MethodSource("resources")
  void isUpToDate(Class<? extends HasMetadata> resource) throws IOException {
    Path file = Path.of("crds", HasMetadata.getFullResourceName(resource) + ".yaml");
    String generated = GeneratedCrds.yaml(resource);
    if (System.getProperty(UPDATE) != null) {
      Files.writeString(file, generated);
    }

    assertThat(file)
        .as(
            "%s is not what the records in net.lumenia.voice.crd say."
                + " Run: ./mvnw test -Dtest=CrdFilesTest -D%s",
            file, UPDATE)
        .hasContent(generated);
  }
}
