package net.lumenia.voice.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceHintTest {

  private static Optional<String> hint(String key, String value) {
    var spec = JsonNodeFactory.instance.objectNode().put("firstMessage", "Hi");
    spec.putObject("workspace").put(key, value);
    var resource = new VoiceAssistant();
    resource.setSpec(new RawJson(spec));
    return WorkspaceHint.of(resource.decodeSpec());
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "Acme Reception", "Caf\u00e9", "face", "100"})
  void ordinaryNamesAndTheirSlugsGiveNone(String name) {
    assertThat(hint("originalSlug", name)).isEmpty();
    assertThat(hint("slug", WorkspaceSlug.ofName(name).text())).isEmpty();
  }

  @Test
  void nameThatIsNotNormalizedIsNamed() {
    assertThat(hint("originalSlug", "Cafe\u0301"))
        .contains(
            "spec.workspace.originalSlug is not in Unicode normalization form C (NFC); write it in NFC");
    assertThat(hint("slug", WorkspaceSlug.ofName("Cafe\u0301").text()))
        .contains(
            "the name that spec.workspace.slug encodes is not in Unicode normalization form C (NFC); write it in NFC");
  }

  @ParameterizedTest
  @ValueSource(strings = {" acme", "acme ", "acme\n", "acme\u00a0"})
  void blankAtAnEndIsNamed(String name) {
    assertThat(hint("originalSlug", name))
        .contains("spec.workspace.originalSlug begins or ends with a blank; remove it");
  }

  @Test
  void invisibleCharactersAreNamed() {
    assertThat(hint("originalSlug", "ac\u200bme"))
        .contains("spec.workspace.originalSlug contains invisible characters; remove them");
  }

  @Test
  void upperCaseHexIsNamed() {
    assertThat(hint("slug", "61636D65"))
        .contains(
            "spec.workspace.slug has upper-case hex digits, and the API's slugs have lower-case ones; write 61636d65");
  }

  @Test
  void nameAndSlugInEachOthersPlaceAreNamed() {
    assertThat(hint("slug", "acme"))
        .contains(
            "spec.workspace.slug is not the hex of a name; if it is the name itself, write it as originalSlug");
    assertThat(hint("originalSlug", "61636d65"))
        .contains(
            "spec.workspace.originalSlug looks like the slug of the workspace \"acme\"; if it is, write it as slug");
  }
}
