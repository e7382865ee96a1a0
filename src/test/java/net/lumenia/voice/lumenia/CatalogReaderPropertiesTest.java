package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.lumenia.voice.assistant.AllowedValues;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;

/** Any input is a catalog with values or a failure, never an exception. */
class CatalogReaderPropertiesTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Property(tries = 500)
  void neverThrowsOnAnyJson(@ForAll("json") JsonNode answer) {
    read(answer);
  }

  @Property(tries = 500)
  void neverForbidsEverything(
      @ForAll("json") JsonNode voices, @ForAll("json") JsonNode transcribers) {
    var answer = JSON.objectNode();
    answer.putObject("voice").set("providers", voices);
    answer.putObject("transcriber").set("providers", transcribers);
    if (read(answer) instanceof ApiResult.Success<Catalog>(Catalog catalog)) {
      assertThat(catalog.voiceProviders()).isNotEqualTo(AllowedValues.only(Map.of()));
      assertThat(catalog.transcriberProviders()).isNotEqualTo(AllowedValues.only(Map.of()));
      assertThat(catalog)
          .isNotEqualTo(new Catalog(AllowedValues.anything(), AllowedValues.anything()));
      assertThat(catalog.fingerprint()).hasSize(64);
    }
  }

  private static ApiResult<Catalog> read(JsonNode answer) {
    ApiResult<Catalog> result = CatalogReader.read(answer.toString().getBytes(UTF_8));
    if (result instanceof ApiResult.Failure(var failure)) {
      assertThat(failure).isInstanceOf(BadResponse.class);
      assertThat(failure.message()).startsWith("the API's answer cannot be used");
    }
    return result;
  }

  @Provide
  Arbitrary<JsonNode> json() {
    return json(5);
  }

  private static Arbitrary<JsonNode> json(int depth) {
    Arbitrary<JsonNode> scalars =
        Arbitraries.oneOf(
            Arbitraries.of(JSON.nullNode(), JSON.booleanNode(true), JSON.numberNode(7)),
            Arbitraries.of("vapi", "11labs", "", " ").map(JSON::textNode),
            Arbitraries.strings().ofMaxLength(8).map(JSON::textNode));
    return JsonArbitraries.of(scalars, names(), depth);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of(
        "catalog",
        "data",
        "voice",
        "transcriber",
        "providers",
        "value",
        "voiceIds",
        "voiceIdFreeform",
        "models",
        "languages",
        "vapi",
        "11labs",
        "success",
        "error");
  }
}
