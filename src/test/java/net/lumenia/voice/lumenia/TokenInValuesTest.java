package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token inside a successful answer is never kept. */
class TokenInValuesTest {

  private static final String T = Api.SECRET;

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  static Stream<String> forms() {
    String escaped = "\\u%04x%s".formatted((int) T.charAt(0), T.substring(1));
    String split = T.substring(0, 5) + "\\u200b" + T.substring(5);
    return Stream.of(T, "Bearer " + T, "x" + T + "y", escaped, split, "\\n" + T);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'firstMessage':'%s'                                            | FIRST_MESSAGE         | assistant.firstMessage
          'prompt':'%s'                                                  | PROMPT                | assistant.prompt
          'model':{'messages':[{'role':'system','content':'%s'}]}        | PROMPT                | assistant.model.messages[0].content
          'number_id':'%s'                                               | NUMBER_ID             | assistant.number_id
          'number':{'id':'%s'}                                           | NUMBER_ID             | assistant.number.id
          """)
  void fieldWithTheTokenIsUnreadable(String fields, Field field, String path) {
    forms()
        .forEach(
            form ->
                assertThat(read(fields, form).field(field))
                    .isInstanceOfSatisfying(
                        Live.Unreadable.class,
                        live -> {
                          assertThat(live.path()).isEqualTo(path);
                          if (field != Field.NUMBER_ID) {
                            assertThat(live.problem())
                                .isEqualTo(
                                    "expected a string, found a string that contains the account's token");
                          }
                        }));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'voice':{'provider':'x','voiceId':'%s'}                                   | VOICE                 | voiceId
          'transcriber':{'model':'%s'}                                              | TRANSCRIBER           | model
          'fallbackVoices':[{'provider':'x','model':'%s'}]                          | FALLBACK_VOICES       | model
          'voice':{'fallbackPlan':{'voices':[{'provider':'%s'}]}}                   | FALLBACK_VOICES       | provider
          'fallbackTranscribers':[{'language':'%s'}]                                | FALLBACK_TRANSCRIBERS | language
          """)
  void keyWithTheTokenIsUnreadable(String fields, Field field, String key) {
    forms()
        .forEach(
            form -> {
              var live = read(fields, form).field(field);
              assertThat(live).isInstanceOf(Live.Reported.class);
              LiveValue value = ((Live.Reported<LiveValue>) live).value();
              var keys =
                  value instanceof LiveValue.Items(var items)
                      ? items.getFirst()
                      : (LiveValue.Keys) value;
              assertThat(keys.key(key)).isInstanceOf(Live.Unreadable.class);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':'%s','b':1}",
        "{'a':{'c':'%s'},'b':1}",
        "{'a':[['%s']],'b':1}",
        "{'%s':1,'b':1}",
        "{'a':{'%s':{'d':1}},'b':1}",
        "{'%s':1,'%s':2,'b':1}",
        "{'voiceId':{'a':'%s'},'b':1}",
        "{'voiceId':'%s','b':1}",
      })
  void unknownKeysAreKeptWithoutTheToken(String voice) {
    forms()
        .forEach(
            form -> {
              var read = read("'voice':" + voice, form);
              assertThat(read.withUnknownKeys().get(Field.VOICE)).contains("\"b\":1");
              assertThat(read.cutShort()).isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'voice':{'providers':['vapi','%s']}                                             | voice[vapi[...][...] ...] transcriber[...]
          'voice':{'providers':[{'value':'vapi'},{'value':'%s'}]}                         | voice[vapi[...][...] ...] transcriber[...]
          'voice':{'providers':{'vapi':{},'%s':{}}}                                       | voice[vapi[...][...] ...] transcriber[...]
          'voice':{'providers':{'vapi':{},'other':{'value':'%s'}}}                        | voice[vapi[...][...] ...] transcriber[...]
          'voice':{'providers':[{'value':'vapi','voiceIds':['a','%s'],'models':['m']}]}   | voice[vapi[a ...][m]] transcriber[...]
          'voice':{'providers':[{'value':'vapi','models':[{'value':'%s'},'m']}]}          | voice[vapi[...][m ...]] transcriber[...]
          'transcriber':{'providers':[{'value':'d','models':{'%s':{},'m':{}}}]}           | voice[...] transcriber[d[m[...] ...]]
          'transcriber':{'providers':[{'value':'d','models':[{'value':'m','languages':['en','%s']}]}]} | voice[...] transcriber[d[m[en ...]]]
          """)
  void catalogDoesNotContainTheToken(String lists, String expected) {
    forms()
        .forEach(
            form -> {
              var catalog = Api.value(answering("{" + lists + "}", form).catalog());
              assertThat(CatalogText.of(catalog)).isEqualTo(expected);
              assertThat(catalog.toString()).doesNotContain(T);
            });
  }

  @Test
  void answerToAPatchDoesNotContainTheToken() {
    var shown = Api.value(answering("{'assistant':{'prompt':'%s'}}", T).patch());
    assertThat(shown.field(Field.PROMPT)).isInstanceOf(Live.Unreadable.class);
    assertThat(shown.toString()).doesNotContain(T);
  }

  @Test
  void similarTextIsKept() {
    String half = T.substring(0, T.length() - 1);
    assertThat(read("'prompt':'%s'", half).field(Field.PROMPT))
        .isEqualTo(new Live.Reported<>(new Value.Text(half)));
  }

  private LiveAssistant read(String fields, String value) {
    var read = Api.value(answering("{'assistant':{%s}}".formatted(fields), value).get());
    assertThat(read.toString()).doesNotContain(T).doesNotContain(T.substring(1));
    return read;
  }

  private Api answering(String body, String value) {
    return api.answering(
        new MockResponse.Builder().body(body.replace('\'', '"').replace("%s", value)).build());
  }
}
