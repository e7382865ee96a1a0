package net.lumenia.voice.docs;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages and schemas that are generated from the code are up to date. {@code -Dupdate-docs} writes
 * them.
 */
class GeneratedPagesTest {

  static Stream<GeneratedFile> files() {
    return Stream.of(
        ResourcesPage.generate(),
        ReasonsPage.generate(),
        OptionsPage.generate(),
        MetricsPage.generate(),
        ChartPage.generate(),
        PackagesBlock.generate(),
        EditorSchema.generate("voiceassistants"),
        EditorSchema.generate("lumeniaaccounts"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isUpToDate(GeneratedFile file) {
    file.check();
  }
}
