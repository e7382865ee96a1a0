package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.ApiResult.Success;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One folder per case: {@code answer.json} is the answer to a GET, {@code expected.json} the
 * assistant that is read, as {@link LiveAssistantText}.
 */
class AssistantReaderTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> cases() throws IOException, URISyntaxException {
    var resource = AssistantReaderTest.class.getResource("reader");
    if (resource == null) {
      throw new AssertionError("no cases");
    }
    try (Stream<Path> folders = Files.list(Path.of(resource.toURI()))) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reads(Path folder) throws IOException {
    ApiResult<LiveAssistant> result =
        AssistantReader.read(Files.readAllBytes(folder.resolve("answer.json")));
    Object shown =
        switch (result) {
          case Success(var assistant) -> LiveAssistantText.assistant(assistant);
          case Failure(var failure) -> failure.message();
        };
    assertThat(JSON.readTree(JSON.writeValueAsString(shown)))
        .isEqualTo(JSON.readTree(folder.resolve("expected.json").toFile()));
  }
}
