package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import net.lumenia.voice.crd.VoiceAssistant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconcileAnnotationTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a status write,                      1, 1,       ,       , false",
    "a status write after a request,      1, 1, 10:00 , 10:00 , false",
    "an edit,                             1, 2,       ,       , true",
    "the first request,                   1, 1,       , 10:00 , true",
    "another request,                     1, 1, 10:00 , 11:00 , true",
    "a request with any text,             1, 1, 10:00 , please, true",
    "the annotation is removed,           1, 1, 10:00 ,       , false",
    "the annotation is made blank,        1, 1, 10:00 , '  '  , false",
  })
  void updateNeedsAReconcile(
      String update,
      long generation,
      long newGeneration,
      @Nullable String value,
      @Nullable String newValue,
      boolean needed) {
    assertThat(
            ReconcileAnnotation.needsReconcile(
                resource(newGeneration, newValue), resource(generation, value)))
        .as(update)
        .isEqualTo(needed);
  }

  @Test
  void requestIsUnhandledUntilStatusHasItsValue() {
    VoiceAssistant requested = resource(1, "10:00");

    assertThat(ReconcileAnnotation.unhandled(requested, null)).contains("10:00");
    assertThat(ReconcileAnnotation.unhandled(requested, "09:00")).contains("10:00");
    assertThat(ReconcileAnnotation.unhandled(requested, "10:00")).isEmpty();
    assertThat(ReconcileAnnotation.unhandled(resource(1, null), "10:00")).isEmpty();
  }

  /** Annotations have up to 256 KiB, and every cached resource could have one. */
  @Test
  void longValueCountsByItsDigest() {
    String longest = "x".repeat(256);
    String longer = "x".repeat(257);

    assertThat(ReconcileAnnotation.of(resource(1, longest))).contains(longest);
    String digest = ReconcileAnnotation.of(resource(1, longer)).orElseThrow();
    assertThat(digest).startsWith("257 chars, sha256:").hasSizeLessThan(40);
    assertThat(ReconcileAnnotation.of(resource(1, digest))).contains(digest);
    assertThat(ReconcileAnnotation.needsReconcile(resource(1, longer + "y"), resource(1, longer)))
        .isTrue();
  }

  private static VoiceAssistant resource(long generation, @Nullable String value) {
    var assistant = new VoiceAssistant();
    assistant.setMetadata(
        new ObjectMetaBuilder()
            .withUid("a")
            .withGeneration(generation)
            .withAnnotations(value == null ? Map.of() : Map.of(ReconcileAnnotation.NAME, value))
            .build());
    return assistant;
  }
}
