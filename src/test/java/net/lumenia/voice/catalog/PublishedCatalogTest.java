package net.lumenia.voice.catalog;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.lumenia.voice.assistant.AllowedValues;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Catalog.Plain;
import net.lumenia.voice.assistant.Catalog.VoiceProvider;
import net.lumenia.voice.assistant.ListedNumber;
import net.lumenia.voice.assistant.NumberLink;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.crd.VoiceCatalogSpec;
import net.lumenia.voice.crd.VoiceCatalogSpec.AllowedList;
import net.lumenia.voice.plan.Readings;
import org.junit.jupiter.api.Test;

class PublishedCatalogTest {

  private static final String HASH = "0123456789ab";

  @Test
  void everyKeyHasAListInAlphabeticalOrderIgnoringCase() {
    VoiceCatalogSpec spec =
        published(
            """
            {"voice": {"providers": [
               {"value": "vapi", "voiceIds": ["Emma", "elliot", "Clara"]},
               {"value": "11labs", "voiceIdFreeform": true, "models": ["v3", "v2"]}]},
             "transcriber": {"providers": [{"value": "deepgram", "models": [
               {"value": "nova-3", "languages": ["en", "de"]},
               {"value": "nova-2", "languages": ["de", "en"]},
               {"value": "flux", "languages": ["en"]}]}]}}
            """);
    assertThat(spec.hash()).isEqualTo(HASH);
    assertThat(spec.complete()).isTrue();
    assertThat(spec.allowed())
        .containsExactly(
            new AllowedList("voice.provider", null, null, true, List.of("11labs", "vapi")),
            new AllowedList("transcriber.provider", null, null, true, List.of("deepgram")),
            new AllowedList("voice.model", "11labs", null, true, List.of("v2", "v3")),
            new AllowedList(
                "transcriber.model", "deepgram", null, true, List.of("flux", "nova-2", "nova-3")),
            new AllowedList(
                "transcriber.language", "deepgram", List.of("flux"), true, List.of("en")),
            new AllowedList(
                "transcriber.language",
                "deepgram",
                List.of("nova-2", "nova-3"),
                true,
                List.of("de", "en")),
            new AllowedList(
                "voice.voiceId", "vapi", null, true, List.of("Clara", "elliot", "Emma")));
  }

  /** Any voice of its library can be used, whatever the catalog lists. */
  @Test
  void listedVoicesOfElevenLabsLimitNothing() {
    assertThat(
            published(
                    """
                    {"voice": {"providers": [{"value": "11labs", "voiceIds": ["abc"], "models": []}]}}
                    """)
                .allowed())
        .containsExactly(
            new AllowedList("voice.provider", null, null, true, List.of("11labs")),
            new AllowedList("voice.model", "11labs", null, true, List.of()),
            new AllowedList("voice.voiceId", "11labs", null, false, List.of("abc")));
  }

  @Test
  void aListThatIsTooLongIsCutAndSaysSo() {
    VoiceCatalogSpec whole = voices(VoiceCatalogSpec.MAX_VALUES, "voice-%06d");
    assertThat(whole.complete()).isTrue();
    assertThat(whole.allowed().getLast().complete()).isTrue();
    assertThat(whole.allowed().getLast().values()).hasSize(VoiceCatalogSpec.MAX_VALUES);

    VoiceCatalogSpec cut = voices(VoiceCatalogSpec.MAX_VALUES + 1, "voice-%06d");
    assertThat(cut.complete()).isFalse();
    assertThat(cut.allowed().getFirst().complete()).isTrue();
    assertThat(cut.allowed().getLast().complete()).isFalse();
    assertThat(cut.allowed().getLast().values()).hasSize(VoiceCatalogSpec.MAX_VALUES);
  }

  @Test
  void longValuesAreCutByTheSizeOfTheObject() {
    VoiceCatalogSpec cut = voices(9_000, "v".repeat(200) + "%06d");
    assertThat(cut.complete()).isFalse();
    assertThat(cut.allowed().getLast().values()).hasSizeBetween(4_000, 4_500);
  }

  /** No spec can have it, so the list says all that there is to say. */
  @Test
  void aValueThatIsTooLongForASpecIsLeftOut() {
    var voices =
        AllowedValues.only(
            Map.of("Clara", new Plain(), "x".repeat(VoiceCatalogSpec.MAX_LENGTH + 1), new Plain()));
    var vapi = new VoiceProvider(voices, AllowedValues.anything());
    var catalog = new Catalog(AllowedValues.only(Map.of("vapi", vapi)), AllowedValues.anything());
    VoiceCatalogSpec spec = new PublishedCatalog(HASH, Optional.of(catalog)).spec();
    assertThat(spec.complete()).isTrue();
    assertThat(spec.allowed().getLast())
        .isEqualTo(new AllowedList("voice.voiceId", "vapi", null, true, List.of("Clara")));
  }

  @Test
  void withoutACatalogNothingIsLimited() {
    assertThat(PublishedCatalog.NONE.spec()).isEqualTo(new VoiceCatalogSpec("", true, List.of()));
  }

  @Test
  void phoneNumbersAreAListOfTheirOwn() {
    assertThat(withNumbers(Optional.empty()))
        .containsExactly(
            new AllowedList(
                "phoneNumber", null, null, true, List.of("+12025550123", "+493012345678")));
    assertThat(withNumbers(Optional.of("it has more"))).noneMatch(AllowedList::complete);
  }

  private static List<AllowedList> withNumbers(Optional<String> gap) {
    var numbers =
        new PhoneNumbers(
            List.of(
                new ListedNumber(1, new PhoneNumber("+493012345678"), new NumberLink.Unknown()),
                new ListedNumber(2, new PhoneNumber("+12025550123"), new NumberLink.Unknown()),
                new ListedNumber(3, new PhoneNumber("+12025550123"), new NumberLink.Unknown())),
            gap);
    return PublishedCatalog.NONE.with(Optional.of(numbers)).spec().allowed();
  }

  private static VoiceCatalogSpec voices(int count, String format) {
    return published(
        "{\"voice\": {\"providers\": [{\"value\": \"vapi\", \"voiceIds\": [%s]}]}}"
            .formatted(
                IntStream.range(0, count)
                    .mapToObj(i -> "\"" + format.formatted(i) + "\"")
                    .collect(joining(","))));
  }

  private static VoiceCatalogSpec published(String json) {
    Catalog catalog = Readings.catalog(json);
    return new PublishedCatalog(HASH, Optional.of(catalog)).spec();
  }
}
