package net.lumenia.voice.status;

import static java.util.Objects.requireNonNull;
import static net.lumenia.voice.status.Given.check;
import static net.lumenia.voice.status.Given.failed;
import static net.lumenia.voice.status.Given.first;
import static net.lumenia.voice.status.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Status stays small and free of control characters for any API response. */
class HostileLiveValuesTest {

  private static final String SPEC =
      """
      prompt: Be kind.
      voice: {provider: vapi, voiceId: Clara}
      fallbackVoices: [{provider: vapi, voiceId: Kai}]
      """;

  static Stream<String> assistants() {
    String megabyte = "v".repeat(1 << 20);
    String item = "{\"provider\": \"vapi\", \"voiceId\": \"%s\"},".formatted("x".repeat(300));
    return Stream.of(
        "{\"voice\": {\"provider\": \"vapi\", \"voiceId\": \"%s\"}}".formatted(megabyte),
        "{\"transcriber\": {\"provider\": \"%s\", \"language\": \"%s\"}}"
            .formatted(megabyte, megabyte),
        "{\"prompt\": \"%s\"}".formatted(megabyte),
        "{\"fallbackVoices\": [%s{}]}".formatted(item.repeat(10_000)),
        "{\"voice\": {\"provider\": \"\\u001b[31m\\u0000\\u202e\", \"voiceId\": \"a\\r\\nb\\ud83d\"}}",
        "{\"voice\": {\"voiceId\": \"%s\"}}".formatted("👋".repeat(5000)));
  }

  @ParameterizedTest
  @MethodSource("assistants")
  void statusIsSmallAndClean(String assistant) {
    String status = json(first(failed(check(SPEC, assistant), Reason.REJECTED)));

    assertThat(status)
        .hasSizeLessThan(40_000)
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\n]]");
    assertThat(status).doesNotContain("\\u00", "\\r", "\\n");
  }

  @Test
  void atMost32FallbacksAreShownAndNoneIsAdded() {
    String list = "{\"fallbackVoices\": [%s{}]}".formatted("{},".repeat(99));

    VoiceAssistantStatus many = first(failed(check(SPEC, list), Reason.REJECTED));
    VoiceAssistantStatus none = first(failed(check("fallbackVoices: []", "{}"), Reason.REJECTED));

    assertThat(requireNonNull(many.assistant()).fallbackVoices()).hasSize(32);
    assertThat(requireNonNull(none.assistant()).fallbackVoices()).isNull();
  }
}
