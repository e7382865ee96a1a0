package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.ApiResult.Success;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All shapes of a catalog, with the expected result as {@link CatalogText}. */
class CatalogReaderTest {

  private static ApiResult<Catalog> read(String json) {
    return CatalogReader.read(json.replace('\'', '"').getBytes(UTF_8));
  }

  private static String shown(String json) {
    return switch (read(json)) {
      case Success<Catalog>(Catalog catalog) -> CatalogText.of(catalog);
      case Failure<Catalog>(ApiFailure failure) -> failure.message();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'voice':{'providers':[{'value':'vapi'}]}}                             | voice[vapi[...][...]] transcriber[...]
          {'catalog':{'voice':{'providers':[{'value':'vapi'}]}}}                 | voice[vapi[...][...]] transcriber[...]
          {'success':true,'data':{'voice':{'providers':[{'value':'vapi'}]}}}     | voice[vapi[...][...]] transcriber[...]
          {'catalog':null,'data':{'voice':{'providers':['vapi']}}}               | voice[vapi[...][...]] transcriber[...]
          {'voice':null,'transcriber':{'providers':['deepgram']}}                | voice[...] transcriber[deepgram[...]]
          {'voice':{'providers':[]},'transcriber':{'providers':['deepgram']}}    | voice[...] transcriber[deepgram[...]]
          {'voice':7,'transcriber':{'providers':['deepgram']}}                   | voice[...] transcriber[deepgram[...]]
          {'voice':{'providers':{'vapi':{},'11labs':{}}}}                        | voice[11labs[...][...] vapi[...][...]] transcriber[...]
          {'voice':{'providers':{'x':{'value':'vapi'}}}}                         | voice[vapi[...][...]] transcriber[...]
          {'voice':{'providers':{'vapi':true}}}                                  | voice[vapi[...][...] ...] transcriber[...]
          {'voice':{'providers':['vapi',7]}}                                     | voice[vapi[...][...] ...] transcriber[...]
          {'voice':{'providers':['vapi',null,{}]}}                               | voice[vapi[...][...] ...] transcriber[...]
          """)
  void providers(String json, String expected) {
    assertThat(shown(json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                         | [...][...]
          {'voiceIds':null,'models':null}                            | [...][...]
          {'voiceIds':[],'models':[]}                                | [][]
          {'voiceIds':[{'value':'b'},{'value':'a'}]}                 | [a b][...]
          {'voiceIds':['b','a'],'models':['m']}                      | [a b][m]
          {'voiceIds':{'b':{},'a':{'label':'A'}}}                    | [a b][...]
          {'voiceIds':{'1':{'value':'a'},'2':{'value':'b'}}}         | [a b][...]
          {'voiceIds':{}}                                            | [...][...]
          {'voiceIds':{'freeform':true}}                             | [freeform ...][...]
          {'voiceIds':{'type':'freeform'}}                           | [type ...][...]
          {'voiceIds':'freeform','models':7}                         | [...][...]
          {'voiceIds':[{'id':'a'}]}                                  | [...][...]
          {'voiceIds':[{'value':'a'},{'id':'b'}]}                    | [a ...][...]
          {'voiceIds':[{'value':7},{'value':'a'},'']}                | [a ...][...]
          {'voiceIds':[['a'],'b']}                                   | [b ...][...]
          {'voiceIds':['a','a',{'value':'a','label':'A'}]}           | [a][...]
          {'voiceIdFreeform':true,'voiceIds':['a']}                  | [a ...][...]
          {'voiceIdFreeform':'no','voiceIds':['a']}                  | [a][...]
          {'voiceIds':['a'],'voiceIds':['b']}                        | [...][...]
          {'voiceIds':{'a':{},'a':{}}}                               | [a ...][...]
          """)
  void voiceProviders(String provider, String expected) {
    String inArray = provider.replaceFirst("\\{", "{'value':'p',");
    assertThat(shown("{'voice':{'providers':[%s]}}".formatted(inArray.replace(",}", "}"))))
        .isEqualTo("voice[p%s] transcriber[...]".formatted(expected));
    assertThat(shown("{'voice':{'providers':{'p':%s}}}".formatted(provider)))
        .isEqualTo("voice[p%s] transcriber[...]".formatted(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          null                                                             | [...]
          []                                                               | []
          ['m']                                                            | [m[...]]
          [{'value':'m'}]                                                  | [m[...]]
          [{'value':'m','languages':null}]                                 | [m[...]]
          [{'value':'m','languages':[]}]                                   | [m[]]
          [{'value':'m','languages':['en','de']}]                          | [m[de en]]
          [{'value':'m','languages':[{'value':'en','label':'English'}]}]   | [m[en]]
          [{'value':'m','languages':{'en':{'label':'English'},'de':{}}}]   | [m[de en]]
          [{'value':'m','languages':{'en':'English'}}]                     | [m[en ...]]
          {'m':{'languages':['en']},'n':{'languages':{'de':{}}}}           | [m[en] n[de]]
          {'m':{},'n':null}                                                | [m[...] n[...] ...]
          [{'value':'m','languages':['en']},{'value':'m'}]                 | [m[...]]
          """)
  void transcriberModels(String models, String expected) {
    assertThat(shown("{'transcriber':{'providers':[{'value':'p','models':%s}]}}".formatted(models)))
        .isEqualTo("voice[...] transcriber[p%s]".formatted(expected));
  }

  /** A catalog that forbids everything would block every PATCH of the account. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                               | voice                     | expected an object with providers, found nothing
          {'message':'try later'}                          | voice                     | expected an object with providers, found nothing
          {'catalog':{}}                                   | voice                     | expected an object with providers, found nothing
          {'voice':[]}                                     | voice                     | expected an object with providers, found an array
          {'voice':{}}                                     | voice.providers           | expected at least one provider, found nothing
          {'voice':{'providers':null}}                     | voice.providers           | expected at least one provider, found null
          {'voice':{'providers':'vapi'}}                   | voice.providers           | expected at least one provider, found a string
          {'voice':{'providers':[]}}                       | voice.providers           | expected at least one provider, found an empty array
          {'voice':{'providers':{}}}                       | voice.providers           | expected at least one provider, found an empty object
          {'voice':{'providers':[{'id':'vapi'}]}}          | voice.providers           | expected at least one provider, found an array without a provider's value
          {'voice':{'providers':[[],7,null]}}              | voice.providers           | expected at least one provider, found an array without a provider's value
          {'transcriber':{'providers':7}}                  | transcriber.providers     | expected at least one provider, found a number
          {'data':{'transcriber':{'providers':[]}}}        | data.transcriber.providers | expected at least one provider, found an empty array
          {'catalog':{'voice':{},'transcriber':{}}}        | catalog.voice.providers   | expected at least one provider, found nothing
          []                                               | $                         | expected an object, found an array
          null                                             | $                         | expected an object, found null
          {'success':false,'message':'no'}                 | success                   | the API says that it failed: no
          {'data':{'error':'no','voice':{'providers':['vapi']}}} | data.error          | the API says that it failed: no
          {'voice':{'providers':['vapi'                    | voice.providers[0]        | the JSON ends too early
          <html><title>Log in</title>                      | $                         | expected JSON, found an HTML page with the title "Log in"
          """)
  void answerWithoutKnownValuesIsNoCatalog(String json, String path, String problem) {
    String where = path.equals("$") ? "" : " at " + path;
    assertThat(Api.failure(read(json)))
        .isEqualTo(
            new BadResponse(
                path, "the API's answer cannot be used%s: %s".formatted(where, problem)));
  }
}
