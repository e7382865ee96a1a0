package net.lumenia.voice.cluster.cache;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextCacheTest {

  /** Like most identifiers and few prompts, it takes three quarters of its length. */
  private static final String TEXT = random(2_000);

  private static String random(int length) {
    return new Random(1)
        .ints(length, 0, 64)
        .mapToObj(i -> Character.toString('0' + i))
        .collect(joining());
  }

  /** Has room for 26 texts. */
  private final TextCache texts = new TextCache(48_000);

  @Test
  void textBelongsToItsNamespace() {
    texts.put("team", "1", "v1", () -> "Be kind.");
    assertThat(get("team", 1)).contains("Be kind.");
    assertThat(get("other", 1)).isEmpty();
  }

  @Test
  void leastRecentlyUsedTextIsDropped() {
    put("team", 26);
    assertThat(get("team", 0)).isPresent();
    texts.put("team", "26", "v1", () -> TEXT);
    assertThat(get("team", 1)).isEmpty();
    assertThat(get("team", 0)).isPresent();
    assertThat(texts.bytes()).isLessThanOrEqualTo(48_000);
  }

  @Test
  void largestNamespaceDropsTextsFirst() {
    put("small", 3);
    IntStream.range(0, 4).forEach(namespace -> put("large-" + namespace, 10));
    assertThat(texts.bytes()).isLessThanOrEqualTo(48_000);
    assertThat(IntStream.range(0, 3))
        .as("texts of the small namespace")
        .allSatisfy(number -> assertThat(get("small", number)).isPresent());
  }

  @Test
  void tooLargeTextIsNotCached() {
    texts.put("team", "1", "v1", () -> random(100_000));
    assertThat(get("team", 1)).isEmpty();
    assertThat(texts.bytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Be kind.", "Grüß Gott", "\ud83d\udc4b\u3042\n"})
  void textStaysAsItIs(String text) {
    texts.put("team", "1", "v1", () -> text);
    assertThat(get("team", 1)).contains(text);
  }

  @Test
  void sameTextIsCachedOnce() {
    texts.put("team", "1", "v1", () -> TEXT);
    long once = texts.bytes();
    texts.put("team", "1", "v1", () -> TEXT);
    assertThat(texts.bytes()).isEqualTo(once);
  }

  @Test
  void newVersionReplacesTheOldOne() {
    texts.put("team", "1", "v1", () -> TEXT);
    texts.put("team", "1", "v2", () -> "Be kind.");
    assertThat(get("team", 1)).isEmpty();
    assertThat(texts.get("team", "1", "v2")).contains("Be kind.");
    assertThat(texts.bytes()).isLessThan(TEXT.length());
  }

  private Optional<String> get(String namespace, int number) {
    return texts.get(namespace, "" + number, "v1");
  }

  private void put(String namespace, int number) {
    IntStream.range(0, number).forEach(one -> texts.put(namespace, "" + one, "v1", () -> TEXT));
  }
}
