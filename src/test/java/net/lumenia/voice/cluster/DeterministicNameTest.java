package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import net.lumenia.voice.assistant.Digest;
import org.junit.jupiter.api.Test;

class DeterministicNameTest {

  /** The content of a revision, whose SHA-256 begins with the same 48 bits as that of OTHER. */
  private static final String ONE = "1234{\"spec\":{\"prompt\":\"70c6fc6e5304\"}}";

  private static final String OTHER = "1234{\"spec\":{\"prompt\":\"9c3d4976c8a5\"}}";

  @Test
  void constructedContentHasAnotherName() {
    assertThat(Digest.of(ONE)).isEqualTo(Digest.of(OTHER));
    assertThat(DeterministicName.of("acme", "-", ONE))
        .matches("acme-[0-9a-f]{32}")
        .isNotEqualTo(DeterministicName.of("acme", "-", OTHER));
  }

  @Test
  void longNamesAreTruncated() {
    assertThat(DeterministicName.of("a".repeat(253), ".", ONE)).hasSizeLessThanOrEqualTo(253);
    assertThat(DeterministicName.of("a".repeat(199) + "..b", ".", ONE))
        .matches("a{199}\\.[0-9a-f]{32}");
  }
}
