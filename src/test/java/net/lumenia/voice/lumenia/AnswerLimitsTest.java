package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of an answer is kept, and how the rest is handled. */
class AnswerLimitsTest {

  private static final String EMOJI = "\ud83d\ude00";

  @ParameterizedTest
  @CsvSource({"firstMessage, 65536", "prompt, 262144"})
  void textIsKeptUpToTheLimitOfASpec(String name, int max) {
    Field field = Field.ofSpecName(name).orElseThrow();
    for (String one : new String[] {"x", "ä", EMOJI, "\\n", "\\u00e4", "\\ud83d\\ude00"}) {
      var read = assistant("'%s':'%s','number_id':7", name, one.repeat(max));
      assertThat(text(read, field).codePoints().count()).isEqualTo(max);

      assertThat(read.cutShort()).isEmpty();

      for (int tooMany : new int[] {max + 1, 2 * max + 7}) {
        var longer = assistant("'%s':'%s','number_id':7", name, one.repeat(tooMany));
        assertThat(text(longer, field).codePoints().count()).isEqualTo(max + 1);
        assertThat(longer.cutShort()).containsExactly(field);
        assertThat(longer.field(Field.NUMBER_ID))
            .isEqualTo(new Live.Reported<>(new Value.WholeNumber(7)));
      }
    }
  }

  private static String text(LiveAssistant read, Field field) {
    return ((Value.Text) value(read, field)).text();
  }

  private static LiveValue value(LiveAssistant read, Field field) {
    return ((Live.Reported<LiveValue>) read.field(field)).value();
  }

  @Test
  void longKeyIsComparedByItsStartAndKeptCompletelyWithItsVoice() {
    String id = "v".repeat(10_000);
    var read = assistant("'voice':{'provider':'x','voiceId':'%s'}", id);
    assertThat(((LiveValue.Keys) value(read, Field.VOICE)).key("voiceId"))
        .isEqualTo(new Live.Reported<>("v".repeat(257)));
    assertThat(read.withUnknownKeys())
        .containsExactly(
            Map.entry(Field.VOICE, json("{'provider':'x','voiceId':'%s'}").formatted(id)));
    assertThat(read.cutShort()).isEmpty();
  }

  @Test
  void knownKeyOfAnotherTypeIsKeptAsUnknown() {
    assertThat(assistant("'voice':{'provider':'x','model':{'a':[1,{}]}}").withUnknownKeys())
        .containsExactly(Map.entry(Field.VOICE, json("{'provider':'x','model':{'a':[1,{}]}}")));
  }

  @Test
  void moreFallbacksThanTheLimitOfASpecAreKept() {
    String items = "{'voiceId':'a'},".repeat(127) + "{'voiceId':'b'}";
    var max = assistant("'fallbackVoices':[%s]", items);
    assertThat(((LiveValue.Items) value(max, Field.FALLBACK_VOICES)).items()).hasSize(128);
    assertThat(max.cutShort()).isEmpty();
    for (String more : new String[] {"{}", "{},".repeat(10_000) + "7"}) {
      var cut = assistant("'fallbackVoices':[%s,%s]", items, more);
      assertThat(((LiveValue.Items) value(cut, Field.FALLBACK_VOICES)).items()).hasSize(129);
      assertThat(cut.cutShort()).containsExactly(Field.FALLBACK_VOICES);
    }
  }

  @Test
  void unknownKeysAreKeptCompletely() {
    String many = members(4_000);
    var read = assistant("'voice':{'provider':'x','deep':{%s}}", many);
    assertThat(read.withUnknownKeys().get(Field.VOICE))
        .isEqualTo(json("{'provider':'x','deep':{%s}}").formatted(json(many)));
    String long262143 = "x".repeat(262_143);
    assertThat(assistant("'transcriber':{'z':'%s'}", long262143).withUnknownKeys())
        .containsExactly(Map.entry(Field.TRANSCRIBER, json("{'z':'%s'}").formatted(long262143)));
    assertThat(read.cutShort()).isEmpty();
  }

  @Test
  void unknownKeysBeyondTheLimitAreReportedAsCutShort() {
    var tooLong = assistant("'voice':{'voiceId':'a','z':'%s'},'prompt':'p'", "x".repeat(262_144));
    assertThat(tooLong.cutShort()).containsExactly(Field.VOICE);
    assertThat(tooLong.values()).containsOnlyKeys(Field.VOICE, Field.PROMPT);

    assertThat(assistant("'voice':{'deep':{%s}}", members(4_097)).cutShort())
        .containsExactly(Field.VOICE);
    assertThat(assistant("'transcriber':{%s}", members(4_097)).cutShort())
        .containsExactly(Field.TRANSCRIBER);
    assertThat(assistant("'fallbackVoices':[{'a':[%s0]}]", "0,".repeat(5_000)).cutShort())
        .containsExactly(Field.FALLBACK_VOICES);
    assertThat(
            assistant("'voice':{'fallbackPlan':{'voices':[{'a':{%s}}]}}", members(5_000))
                .cutShort())
        .containsExactly(Field.FALLBACK_VOICES);
    assertThat(assistant("'voice':{'provider':'%s'}", "x".repeat(300_000)).cutShort())
        .containsExactly(Field.VOICE);
  }

  @Test
  void laterAnswerUpdatesWhetherAValueIsComplete() {
    var cut = assistant("'voice':{%s},'prompt':'p'", members(5_000));
    assertThat(cut.updatedWith(assistant("'voice':{}")).cutShort()).isEmpty();
    assertThat(cut.updatedWith(assistant("'prompt':'q'")).cutShort()).containsExactly(Field.VOICE);
    assertThat(assistant("'voice':{}").updatedWith(cut).cutShort()).containsExactly(Field.VOICE);
  }

  @Test
  void onlyTheFirstSystemMessageIsKept() {
    String other = "{'content':'%s','role':'user'},".formatted("x".repeat(1_000));
    var read =
        assistant(
            "'model':{'messages':[%s{'content':'found','role':'system'},{'role':'system','content':'%s'}]}",
            other.repeat(1_000), "y".repeat(100_000));
    assertThat(read.field(Field.PROMPT)).isEqualTo(new Live.Reported<>(new Value.Text("found")));
    assertThat(
            assistant("'model':{'messages':[%s{'content':7,'role':'system'}]}", other.repeat(9))
                .field(Field.PROMPT))
        .isEqualTo(
            new Live.Unreadable<>(
                "assistant.model.messages[9].content", "expected a string, found a number"));
  }

  @Test
  void answerToTokenCheckIsLimitedTo64KiB() {
    try (var api = new Api()) {
      String yes = "{\"authenticated\":true}";
      String padded = yes + " ".repeat((64 << 10) - yes.length());
      assertThat(Api.value(api.answering(200, padded).verify())).isEqualTo(new Authenticated());
      assertThat(Api.failure(api.answering(200, padded + " ").verify()).message())
          .isEqualTo("the API's answer cannot be used: the body is larger than 64 KiB");
    }
  }

  @Test
  void errorTextIsLimitedTo64KiB() {
    try (var api = new Api()) {
      String text = "too many of them";
      String max = text + " ".repeat((64 << 10) - text.length());
      assertThat(Api.failure(api.answering(400, max).get()).message())
          .isEqualTo("the API rejected the request (HTTP 400): too many of them");
      assertThat(Api.failure(api.answering(400, max + " ").get()).message())
          .isEqualTo("the API rejected the request (HTTP 400)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"prompt\":\"%s\"}", "\ufeff{\"prompt\":\"%s\"}"})
  void jsonInOtherEncodingsIsLimitedTo64KiB(String json) {
    assertThat(Api.value(AssistantReader.read(json.formatted("p").getBytes(UTF_16LE))).values())
        .hasSize(1);
    var read = AssistantReader.read(json.formatted("p".repeat(40_000)).getBytes(UTF_16LE));
    assertThat(Api.failure(read).message()).contains("the body is large and not in UTF-8");
  }

  /** Jackson reads even skipped numbers as a whole. */
  @Test
  void endlessNumberIsRejected() {
    var read = AssistantReader.read("{\"x\":%s}".formatted("9".repeat(2_000_000)).getBytes(UTF_8));
    assertThat(Api.failure(read)).isInstanceOf(BadResponse.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'voiceIds':['a','%s']}                      | [a ...][...]
          {'voiceIds':[{'value':'%s'},'a']}            | [a ...][...]
          {'voiceIds':{'a':{},'%s':{}}}                | [a ...][...]
          {'voiceIds':{'a':{},'b':{'value':'%s'}}}     | [a ...][...]
          {'voiceIds':['%s'],'models':['m']}           | [...][m]
          """)
  void longCatalogValueIsDroppedAndItsListIsIncomplete(String provider, String expected) {
    for (String value : new String[] {"v".repeat(257), "v".repeat(40_000)}) {
      assertThat(CatalogText.of(voices("{'p':%s}".formatted(provider.formatted(value)))))
          .isEqualTo("voice[p%s] transcriber[...]".formatted(expected));
    }
    assertThat(
            voices("{'p':%s}".formatted(provider.formatted("v".repeat(256))))
                .voiceProviders()
                .find("p"))
        .hasValueSatisfying(
            found -> assertThat(found.voiceIds().values().containsKey("v".repeat(256))).isTrue());
  }

  @Test
  void allCatalogValuesTogetherAreLimited() {
    String ids =
        IntStream.range(0, 10_000).mapToObj(i -> "'%0250d'".formatted(i)).collect(joining(","));
    var read = voices("{'p':{'voiceIds':[%s]},'q':{'voiceIds':['a']}}".formatted(ids));
    var listed = read.voiceProviders().find("p").orElseThrow().voiceIds();
    assertThat(listed.values()).hasSizeBetween(4_000, 4_200);
    assertThat(listed.exhaustive()).isFalse();
  }

  /** The part beyond the limit may have allowed more. */
  @Test
  void truncatedListForbidsNothing() {
    String models = "'%s',".repeat(50_000).formatted((Object[]) numbers(50_000)) + "'z'";
    var read =
        voices(
            "{'p':{'voiceIds':['a'],'models':[%s],'voiceIdFreeform':true},'q':{}}"
                .formatted(models));
    var provider = read.voiceProviders().find("p").orElseThrow();
    assertThat(provider.voiceIds().values()).containsOnlyKeys("a");
    assertThat(provider.voiceIds().refuses("b")).isFalse();
    assertThat(provider.models().refuses("z")).isFalse();
    assertThat(read.voiceProviders().refuses("q")).isFalse();
  }

  private static Integer[] numbers(int count) {
    return IntStream.range(0, count).boxed().toArray(Integer[]::new);
  }

  private static String members(int count) {
    return IntStream.range(0, count).mapToObj("'k%d':0"::formatted).collect(joining(","));
  }

  private static LiveAssistant assistant(String fields, Object... values) {
    String body = json("{'assistant':{%s}}").formatted(json(fields).formatted(values));
    return Api.value(AssistantReader.read(json(body).getBytes(UTF_8)));
  }

  private static Catalog voices(String providers) {
    String body = "{'voice':{'providers':%s}}".formatted(providers);
    return Api.value(CatalogReader.read(json(body).getBytes(UTF_8)));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
