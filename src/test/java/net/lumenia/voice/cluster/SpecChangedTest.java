package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecChangedTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the operator's own status write,                a, 3, a, 3, false",
    "an edit,                                        a, 3, a, 4, true",
    "created again with a lower generation,          a, 3, b, 1, true",
    "created again with the same generation,         a, 1, b, 1, true",
    "created again with a higher generation,         a, 1, b, 2, true",
    "restored from a backup with its uid,            a, 3, a, 2, true",
  })
  void updateNeedsAReconcile(
      String update,
      String uid,
      long generation,
      String newUid,
      long newGeneration,
      boolean changed) {
    assertThat(
            SpecChanged.between(
                resource(newUid, newGeneration, "2"), resource(uid, generation, "1")))
        .as(update)
        .isEqualTo(changed);
  }

  private static VoiceAssistant resource(String uid, long generation, String version) {
    var assistant = new VoiceAssistant();
    assistant.setMetadata(
        new ObjectMetaBuilder()
            .withUid(uid)
            .withGeneration(generation)
            .withResourceVersion(version)
            .build());
    return assistant;
  }
}
