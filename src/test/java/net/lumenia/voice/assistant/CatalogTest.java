package net.lumenia.voice.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Catalog.Plain;
import net.lumenia.voice.assistant.Catalog.TranscriberModel;
import net.lumenia.voice.assistant.Catalog.TranscriberProvider;
import net.lumenia.voice.assistant.Catalog.VoiceProvider;
import org.junit.jupiter.api.Test;

class CatalogTest {

  private static AllowedValues<Plain> only(String... values) {
    return AllowedValues.only(plain(values));
  }

  private static Map<String, Plain> plain(String... values) {
    var map = new LinkedHashMap<String, Plain>();
    Stream.of(values).forEach(value -> map.put(value, new Plain()));
    return map;
  }

  private static Catalog voices(AllowedValues<Plain> voiceIds) {
    return voices(voiceIds, AllowedValues.anything());
  }

  private static Catalog voices(AllowedValues<Plain> voiceIds, AllowedValues<Plain> models) {
    return new Catalog(
        AllowedValues.only(Map.of("vapi", new VoiceProvider(voiceIds, models))),
        AllowedValues.anything());
  }

  private static Catalog languages(AllowedValues<Plain> languages) {
    var models = AllowedValues.only(Map.of("nova-3", new TranscriberModel(languages)));
    return new Catalog(
        AllowedValues.anything(),
        AllowedValues.only(Map.of("deepgram", new TranscriberProvider(models))));
  }

  private static String message(Catalog catalog, String voiceId) {
    var keys = new LinkedHashMap<String, Live<String>>();
    keys.put("provider", new Live.Reported<>("vapi"));
    keys.put("voiceId", new Live.Reported<>(voiceId));
    List<CatalogViolation> violations = catalog.violations(Field.VOICE, new LiveValue.Keys(keys));
    assertThat(violations).hasSize(1);
    return violations.getFirst().message(new SearchBudget());
  }

  @Test
  void orderDoesNotMatter() {
    Catalog one = voices(only("a", "b"));
    Catalog other = voices(only("b", "a"));
    assertThat(one).isEqualTo(other);
    assertThat(one.fingerprint()).isEqualTo(other.fingerprint()).matches("[0-9a-f]{64}");
    assertThat(message(one, "x")).isEqualTo(message(other, "x"));
  }

  @Test
  void fingerprintCoversEveryDifference() {
    assertThat(
            Stream.of(
                    voices(only("a", "b")),
                    voices(only("ab")),
                    voices(only("a", "b", "c")),
                    voices(only("a)b")),
                    voices(only("a:b")),
                    voices(only("a"), only("b")),
                    voices(AllowedValues.anything(), only("a", "b")),
                    voices(AllowedValues.atLeast(plain("a", "b"))),
                    voices(AllowedValues.anything()),
                    voices(only()),
                    languages(only("a", "b")),
                    languages(only()),
                    languages(AllowedValues.anything()))
                .map(Catalog::fingerprint))
        .doesNotHaveDuplicates();
  }

  @Test
  void messageNamesTenAllowedValues() {
    assertThat(message(voices(only("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")), "no"))
        .endsWith("\"8\", \"9\"");
    assertThat(message(voices(only("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "A")), "no"))
        .endsWith("\"8\", \"9\" and 1 more");
  }

  @Test
  void messageSuggestsSimilarValues() {
    assertThat(message(voices(only("Elliot", "Clara")), "Elliott"))
        .endsWith("; did you mean \"Elliot\"?");
    assertThat(message(voices(only("nova-2", "nova-3")), "nova-1"))
        .endsWith("; did you mean \"nova-2\" or \"nova-3\"?");
    assertThat(message(voices(only("nova-2", "nova-3", "nova-4", "nova-5")), "nova-1"))
        .endsWith("; did you mean \"nova-2\", \"nova-3\" or \"nova-4\"?");
    assertThat(message(voices(only("Cla\u200bra", "Clara")), "clara"))
        .endsWith("; did you mean \"Clara\"?");
  }

  @Test
  void messageCleansAndCutsValues() {
    String value = "\u202eevil\n" + "x".repeat(500);
    String listed = "\u0007bell" + "y".repeat(500);
    assertThat(message(voices(only(listed)), value))
        .startsWith("\"evil xxx")
        .contains("allowed: \"bellyyy")
        .doesNotContain("\n", "\u202e", "\u0007")
        .hasSizeLessThan(600);
  }

  @Test
  void onlyExhaustiveListsRefuseUnlistedValues() {
    assertThat(only("a").refuses("b")).isTrue();
    assertThat(only("a").refuses("a")).isFalse();
    assertThat(only().refuses("a")).isTrue();
    assertThat(AllowedValues.atLeast(plain("a")).refuses("b")).isFalse();
    assertThat(AllowedValues.anything().refuses("b")).isFalse();
  }
}
