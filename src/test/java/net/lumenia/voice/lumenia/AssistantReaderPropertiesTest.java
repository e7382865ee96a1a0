package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.lumenia.voice.assistant.LiveAssistant;

/** Any input is an assistant or a failure, never an exception. */
class AssistantReaderPropertiesTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Property(tries = 300)
  void neverThrowsOnAnyJson(@ForAll("json") JsonNode answer) {
    read(answer.toString().getBytes(UTF_8));
  }

  @Property(tries = 300)
  void neverThrowsOnAnyAssistant(@ForAll("json") JsonNode assistant) {
    read("{\"assistant\":%s}".formatted(assistant).getBytes(UTF_8));
  }

  @Property(tries = 300)
  void neverThrowsOnTruncatedJson(@ForAll("json") JsonNode answer, @ForAll short where) {
    byte[] whole = answer.toString().getBytes(UTF_8);
    read(Arrays.copyOf(whole, Math.floorMod(where, whole.length)));
  }

  @Property(tries = 300)
  void neverThrowsOnAnyBytes(@ForAll byte[] answer) {
    read(answer);
  }

  private static void read(byte[] answer) {
    ApiResult<LiveAssistant> result = AssistantReader.read(answer);
    if (result instanceof ApiResult.Failure(var failure)) {
      assertThat(failure).isInstanceOf(ApiFailure.BadResponse.class);
      assertThat(failure.message()).startsWith("the API's answer cannot be used");
    }
  }

  @Provide
  Arbitrary<JsonNode> json() {
    return json(5);
  }

  private static Arbitrary<JsonNode> json(int depth) {
    Arbitrary<JsonNode> scalars =
        Arbitraries.oneOf(
            Arbitraries.of(JSON.nullNode(), JSON.booleanNode(true), JSON.booleanNode(false)),
            Arbitraries.longs().map(JSON::numberNode),
            Arbitraries.bigDecimals().ofScale(20).map(JSON::numberNode),
            Arbitraries.integers().map(scale -> JSON.numberNode(BigDecimal.valueOf(1, scale))),
            Arbitraries.of("system", "42", "", "-1", "1e5").map(JSON::textNode),
            Arbitraries.strings().map(JSON::textNode));
    return JsonArbitraries.of(scalars, names(), depth);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            9,
            Arbitraries.of(
                "assistant",
                "firstMessage",
                "prompt",
                "model",
                "messages",
                "role",
                "content",
                "voice",
                "provider",
                "voiceId",
                "language",
                "transcriber",
                "fallbackPlan",
                "voices",
                "transcribers",
                "fallbackVoices",
                "fallbackTranscribers",
                "number_id",
                "numberId",
                "number",
                "id",
                "success",
                "error",
                "message")),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(8)));
  }
}
