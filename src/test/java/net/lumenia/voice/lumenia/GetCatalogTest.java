package net.lumenia.voice.lumenia;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.stream.IntStream;
import mockwebserver3.RecordedRequest;
import net.lumenia.voice.assistant.AllowedValues;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiFailure.Forbidden;
import net.lumenia.voice.lumenia.ApiFailure.NotFound;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads the catalog over a real socket. */
class GetCatalogTest {

  private static final int LIMIT = 4 << 20;
  private static final String SMALL = "{\"voice\":{\"providers\":[\"vapi\"]}}";

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private ApiResult<Catalog> get(String body) {
    return api.answering(200, body).catalog();
  }

  @Test
  void requestIsForTheAccount() throws InterruptedException {
    assertThat(CatalogText.of(Api.value(get(SMALL))))
        .isEqualTo("voice[vapi[...][...]] transcriber[...]");
    RecordedRequest request = api.taken();
    assertThat(request.getRequestLine())
        .isEqualTo("GET /api/v1/voice-integration/catalog HTTP/1.1");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + Api.SECRET);
    assertThat(request.getHeaders().get("X-Account-Id")).isEqualTo(Api.ACCOUNT);
    assertThat(api.observed).containsExactly("get_catalog 200");
  }

  @Test
  void refused() {
    assertThat(Api.failure(api.answering(403, "{\"message\":\"other partner\"}").catalog()))
        .isEqualTo(
            new Forbidden(
                "the API refused access to this account's catalog: set the LumeniaAccount's"
                    + " accountId to one of the token's partner, or use a token of the account's partner"
                    + " (HTTP 403): other partner"));
    assertThat(api.observed).containsExactly("get_catalog 403");
  }

  @Test
  void notFound() {
    assertThat(Api.failure(api.answering(404, "{\"message\":\"no\"}").catalog()))
        .isEqualTo(
            new NotFound(
                "there is no catalog for this account at the base URL, so only the API validates"
                    + " what is sent; if there should be one, check the LumeniaAccount's baseUrl and"
                    + " accountId (HTTP 404): no"));
  }

  @Test
  void unusable() {
    assertThat(Api.failure(get("{\"voice\":{\"providers\":[]}}")))
        .isInstanceOfSatisfying(
            BadResponse.class, bad -> assertThat(bad.path()).isEqualTo("voice.providers"));
    assertThat(Api.failure(get("[".repeat(100_000))).message()).contains("more than 64 deep");
    assertThat(api.observed)
        .containsExactly("get_catalog bad-response", "get_catalog bad-response");
  }

  /** Values beyond the limit are not forbidden. */
  @Test
  @Timeout(60)
  void largestCatalogIsRead() {
    String languages =
        IntStream.range(0, 230_000).mapToObj("{\"value\":\"%x\"}"::formatted).collect(joining(","));
    String model = "{\"value\":\"m\",\"languages\":[%s]}".formatted(languages);
    String catalog =
        "{\"transcriber\":{\"providers\":[{\"value\":\"p\",\"models\":[%s]}]}}".formatted(model);
    assertThat(catalog.length()).isBetween(LIMIT - LIMIT / 8, LIMIT);

    Catalog read = Api.value(get(catalog));

    var models = read.transcriberProviders().find("p").orElseThrow().models();
    AllowedValues<?> some = models.find("m").orElseThrow().languages();
    assertThat(some.values()).hasSizeBetween(19_900, 20_000).containsKey("0");
    assertThat(some.exhaustive()).isFalse();
    assertThat(models.exhaustive()).isTrue();
  }

  /** A path per value would take gigabytes. */
  @Test
  @Timeout(60)
  void longNamesAboveManyValues() {
    String longest = "n".repeat(256);
    String ids = "\"a\",".repeat(900_000) + "\"b\"";
    var catalog =
        Api.value(
            get(
                "{\"voice\":{\"providers\":{\"%s\":{\"voiceIds\":[\"c\"]},\"%s\":{\"voiceIds\":[%s]}}}}"
                    .formatted(longest, longest + "n".repeat(49_000), ids)));
    assertThat(catalog.voiceProviders().values().keySet()).containsExactly(longest);
    assertThat(catalog.voiceProviders().exhaustive()).isFalse();
    assertThat(catalog.voiceProviders().find(longest).orElseThrow().voiceIds().exhaustive())
        .isTrue();
  }

  @Test
  @Timeout(60)
  void tooManyValues() {
    assertThat(Api.failure(get("{\"voice\":{\"providers\":[" + "[],".repeat(1_300_000) + "0]}}")))
        .isInstanceOfSatisfying(
            BadResponse.class,
            bad -> assertThat(bad.message()).contains("more than 1200000 values"));
    assertThat(Api.failure(get("{\"voice\":{\"providers\":[" + "[],".repeat(500_000) + "0]}}")))
        .isInstanceOf(BadResponse.class);
  }

  /** Values with equal hash codes. */
  @Test
  @Timeout(60)
  void collidingValues() {
    String ids =
        IntStream.range(0, 1 << 15).mapToObj(GetCatalogTest::colliding).collect(joining("\",\""));
    var catalog =
        Api.value(
            get(
                "{\"voice\":{\"providers\":[{\"value\":\"p\",\"voiceIds\":[\"%s\"]}]}}"
                    .formatted(ids)));
    assertThat(catalog.voiceProviders().find("p").orElseThrow().voiceIds().values())
        .hasSize(1 << 15);
  }

  private static String colliding(int number) {
    return IntStream.range(0, 15)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
        .collect(joining());
  }

  @Test
  void catalogOfTheSimulator() {
    try (var simulator = Simulator.start(SimulatorOptions.defaults())) {
      var catalog = Api.value(client().getCatalog(credentials(simulator, SimulatorOptions.TOKEN)));

      var voices = catalog.voiceProviders();
      assertThat(voices.values().keySet()).containsExactly("11labs", "vapi");
      assertThat(voices.find("vapi").orElseThrow().voiceIds().refuses("Elliot")).isFalse();
      assertThat(voices.find("vapi").orElseThrow().voiceIds().refuses("Elliott")).isTrue();
      assertThat(voices.find("11labs").orElseThrow().voiceIds().exhaustive()).isFalse();
      assertThat(voices.find("11labs").orElseThrow().models().refuses("eleven_flash_v2")).isFalse();
      var models = catalog.transcriberProviders().find("deepgram").orElseThrow().models();
      assertThat(models.find("nova-3-medical").orElseThrow().languages().values().keySet())
          .containsExactly("en", "en-AU", "en-CA", "en-GB", "en-IE", "en-IN", "en-NZ", "en-US");
      assertThat(simulator.requests()).hasSize(1);
    }
  }

  @Test
  void simulatorRefusesAWrongToken() {
    try (var simulator = Simulator.start(SimulatorOptions.defaults())) {
      assertThat(Api.failure(client().getCatalog(credentials(simulator, "another-token"))))
          .isInstanceOf(Forbidden.class);
    }
  }

  private static LumeniaClient client() {
    return new LumeniaClient("1.2.3", Api.GENEROUS, (_, _, _) -> {}, Clock.systemUTC());
  }

  private static Credentials credentials(Simulator simulator, String token) {
    return new Credentials(
        AccountEndpoint.of(simulator.baseUrl().toString(), SimulatorOptions.ACCOUNT_ID)
            .orElseThrow(),
        Token.of(token).orElseThrow());
  }
}
