package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentStatusWritesTest {

  private final RecentStatusWrites writes = new RecentStatusWrites();

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
  void olderVersionMayBeStale(String cached, String written, boolean isStale) {
    writes.recordWrite(version("1", written));

    assertThat(writes.mayBeStale(version("1", cached))).isEqualTo(isStale);
    assertThat(writes.mayBeStale(version("1", cached))).isEqualTo(isStale);
  }

  @Test
  void resourcesAreIndependent() {
    writes.recordWrite(version("1", "10"));

    assertThat(writes.mayBeStale(version("2", "9"))).isFalse();
    assertThat(writes.mayBeStale(version("1", "9"))).isTrue();
  }

  @Test
  void versionFromTheApiServerIsNotStale() {
    writes.recordWrite(version("1", "abc"));

    writes.recordRead(version("1", "abd"));

    assertThat(writes.mayBeStale(version("1", "abd"))).isFalse();
  }

  @Test
  void writeClearsARefusal() {
    assertThat(writes.recordRefusal(version("1", "7"))).isTrue();
    assertThat(writes.recordRefusal(version("1", "7"))).isFalse();

    writes.recordWrite(version("1", "8"));

    assertThat(writes.isRefused(version("1", "7"))).isFalse();
  }

  @Test
  void memoryIsBounded() {
    writes.recordWrite(version("first", "10"));
    for (int i = 0; i < 10_000; i++) {
      writes.recordWrite(version("uid " + i, "10"));
    }

    assertThat(writes.mayBeStale(version("first", "9"))).isFalse();
    assertThat(writes.mayBeStale(version("uid 0", "9"))).isTrue();
  }

  private static VoiceAssistant version(String uid, String version) {
    var resource = new VoiceAssistant();
    resource.setMetadata(new ObjectMetaBuilder().withUid(uid).withResourceVersion(version).build());
    return resource;
  }
}
