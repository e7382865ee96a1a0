package net.lumenia.voice.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceSlugTest {

  /** Only hex of UTF-8 bytes has two spellings: FACE is no UTF-8, and ACE has half a byte. */
  @ParameterizedTest
  @CsvSource({
    "61636d65, 61636d65",
    "61636D65, 61636d65",
    "C3A9, c3a9",
    "FACE, FACE",
    "ACE, ACE",
    "Acme, Acme",
    "6A-6B, 6A-6B"
  })
  void hexOfANameIsComparedInLowerCase(String slug, String canonical) {
    assertThat(new WorkspaceSlug(slug).canonical()).isEqualTo(new WorkspaceSlug(canonical));
  }

  @Test
  void nameIsWhatTheSlugEncodes() {
    assertThat(WorkspaceSlug.ofName("Café 1").name()).contains("Café 1");
    assertThat(new WorkspaceSlug("61636D65").name()).contains("acme");
    assertThat(new WorkspaceSlug("acme").name()).isEmpty();
    assertThat(new WorkspaceSlug("face").name()).isEmpty();
  }
}
