package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnWritesTest {

  private final OwnWrites ownWrites = new OwnWrites();

  @ParameterizedTest
  @CsvSource({
    "9, 10, true",
    "10, 10, false",
    "11, 10, false",
    "99999999999999999999, 100000000000000000000, true",
    "abc, abc, false",
    "abc, abd, true",
    "abd, abc, true",
    "10, abc, true",
    "-1, 10, true",
  })
  void aWriteMayBeMissingInWhatIsOlder(String cached, String written, boolean missing) {
    ownWrites.wrote(version("1", written));

    assertThat(ownWrites.mayBeMissingIn(version("1", cached))).isEqualTo(missing);
    assertThat(ownWrites.mayBeMissingIn(version("1", cached))).isEqualTo(missing);
  }

  @Test
  void anotherResourceHasItsOwn() {
    ownWrites.wrote(version("1", "10"));

    assertThat(ownWrites.mayBeMissingIn(version("2", "9"))).isFalse();
    assertThat(ownWrites.mayBeMissingIn(version("1", "9"))).isTrue();
  }

  @Test
  void whatComesFromTheApiServerItselfHasEveryWrite() {
    ownWrites.wrote(version("1", "abc"));

    ownWrites.read(version("1", "abd"));

    assertThat(ownWrites.mayBeMissingIn(version("1", "abd"))).isFalse();
  }

  @Test
  void aStatusThatIsTakenAfterAllIsNotRefusedAnyMore() {
    assertThat(ownWrites.refused(version("1", "7"))).isTrue();
    assertThat(ownWrites.refused(version("1", "7"))).isFalse();

    ownWrites.wrote(version("1", "8"));

    assertThat(ownWrites.isRefused(version("1", "7"))).isFalse();
  }

  @Test
  void theMemoryIsBounded() {
    ownWrites.wrote(version("first", "10"));
    for (int i = 0; i < 10_000; i++) {
      ownWrites.wrote(version("uid " + i, "10"));
    }

    assertThat(ownWrites.mayBeMissingIn(version("first", "9"))).isFalse();
    assertThat(ownWrites.mayBeMissingIn(version("uid 0", "9"))).isTrue();
  }

  private static VoiceAssistant version(String uid, String version) {
    var resource = new VoiceAssistant();
    resource.setMetadata(new ObjectMetaBuilder().withUid(uid).withResourceVersion(version).build());
    return resource;
  }
}
