package net.lumenia.voice.simulator;

import static net.lumenia.voice.simulator.Client.json;
import static net.lumenia.voice.simulator.Client.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import net.lumenia.voice.simulator.Client.Reply;
import net.lumenia.voice.simulator.faults.BrokenContent;
import net.lumenia.voice.simulator.faults.ExtraKeys;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.FaultPhase;
import net.lumenia.voice.simulator.faults.InjectedFault;
import net.lumenia.voice.simulator.state.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that replace responses, connections or bodies. */
class FaultResponseTest {

  private static final String PATCH = "{\"prompt\":\"p\"}";
  private static final String ASSISTANT = Client.path("acme") + "/assistant";

  private Simulator simulator;
  private Client client;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorOptions.defaults(), new MutableClock());
    simulator.addWorkspace(
        "acme",
        object("{'firstMessage':'Hi','voice':{'provider':'vapi','voiceId':'Leo'},'number_id':7}"));
    client = Client.of(simulator);
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "0", "-1", "99999999999999999999", "soon", "Fri, 06 Nov 2026"})
  void retryAfterIsSentVerbatim(String header) {
    simulator.inject(Fault.of(FaultKind.Status.of(429).withRetryAfter(header)));
    Reply reply = client.patch("acme", PATCH);
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.message()).isEqualTo("simulated failure 429");
    assertThat(reply.response().headers().firstValue("Retry-After")).contains(header);
    assertThat(prompt()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          90  | Fri, 06 Nov 2026 08:51:07 GMT
          -37 | Fri, 06 Nov 2026 08:49:00 GMT
          """)
  void retryAfterDateIsRelativeToNow(long seconds, String header) {
    inject("{'kind':'status','status':503,'retryAfterDateInSeconds':%d}".formatted(seconds));
    assertThat(client.show("acme").response().headers().firstValue("Retry-After")).contains(header);
  }

  @Test
  void statusAfterProcessingStoresPatch() {
    inject("{'kind':'status','status':502,'when':'after','body':'oops','contentType':'text/x'}");
    String answer = raw("PATCH", PATCH);
    assertThat(answer).startsWith("HTTP/1.1 502 ").contains("text/x").endsWith("\r\n\r\noops");
    assertThat(prompt()).isEqualTo("p");
    assertThat(last().status()).isEqualTo(502);
    assertThat(last().applied()).isTrue();
  }

  @Test
  void rejectedPatchIsLoggedAsNotApplied() {
    inject("{'kind':'status','status':502,'when':'after'}");
    client.patch("acme", "{}");
    assertThat(last().applied()).isFalse();
  }

  @Test
  void notModifiedHasNoBody() {
    simulator.inject(Fault.status(304));
    assertThat(raw("GET", ""))
        .startsWith("HTTP/1.1 304 ")
        .doesNotContain("Length")
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectHasLocation(int status) {
    inject("{'kind':'redirect','status':%d,'location':'http://127.0.0.1:9/x'}".formatted(status));
    Reply reply = client.patch("acme", PATCH);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.response().headers().firstValue("Location")).contains("http://127.0.0.1:9/x");
    assertThat(prompt()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void resetConnectionSendsReset(FaultPhase when) {
    simulator.inject(Fault.of(new FaultKind.Reset(when, false)));
    assertThatThrownBy(() -> send("PATCH", PATCH))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertEndedWithoutResponse(when);
  }

  @ParameterizedTest
  @EnumSource
  void orderlyResetClosesConnection(FaultPhase when) {
    simulator.inject(Fault.of(new FaultKind.Reset(when, true)));
    assertThat(raw("PATCH", PATCH)).isEmpty();
    assertEndedWithoutResponse(when);
  }

  private void assertEndedWithoutResponse(FaultPhase when) {
    boolean applied = when == FaultPhase.AFTER;
    assertThat(prompt()).isEqualTo(applied ? "p" : "");
    assertThat(last().status()).isZero();
    assertThat(last().applied()).isEqualTo(applied);
    assertThat(last().faults()).containsExactly("reset-1");
  }

  @Test
  void truncatedBodyIsShorterThanContentLength() {
    String whole = raw("GET", "");
    simulator.inject(Fault.of(FaultKind.Body.of(BrokenContent.TRUNCATED)));
    String cut = raw("GET", "");
    String length = whole.replaceAll("(?s).*(Content-Length: \\d+).*", "$1");
    assertThat(cut).contains(length);
    assertThat(body(whole)).startsWith(body(cut));
    assertThat(body(cut)).hasSize(body(whole).length() / 2);
  }

  @Test
  void truncatedBodyMissesAtLeastOneByte() {
    String whole = body(raw("GET", ""));
    inject("{'kind':'body','content':'truncated','size':100000}");
    assertThat(body(raw("GET", ""))).isEqualTo(whole.substring(0, whole.length() - 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          array        | [{
          null         | null
          scalar       | 42
          successFalse | {"success":false,
          html         | <!DOCTYPE html>
          """)
  void brokenBodyComesWith200AndPatchIsStored(String content, String beginning) {
    inject("{'kind':'body','content':'%s'}".formatted(content));
    String answer = raw("PATCH", PATCH);
    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(body(answer)).startsWith(beginning);
    assertThat(prompt()).isEqualTo("p");
  }

  @Test
  void emptyBodyHasLengthZero() {
    inject("{'kind':'body','content':'empty'}");
    assertThat(raw("GET", "")).contains("Content-Length: 0\r\n").endsWith("\r\n\r\n");
  }

  @Test
  void deepBodyHasGivenDepth() {
    inject("{'kind':'body','content':'deep','size':5000}");
    assertThat(body(raw("GET", "")).chars().filter(c -> c == '{')).hasSize(5001);
  }

  @Test
  void hugeBodyIsCorrectBodyWithFiller() {
    JsonNode good = client.show("acme").json();
    inject("{'kind':'body','content':'huge','size':1000000}");
    Reply reply = client.show("acme");
    assertThat(reply.response().body()).hasSize(1_000_000);
    assertThat(reply.json().get("assistant")).isEqualTo(good.get("assistant"));
  }

  @Test
  void wrongTypesReplaceAllValues() {
    inject("{'kind':'body','content':'wrongTypes'}");
    assertThat(client.show("acme").json().get("assistant"))
        .isEqualTo(
            json("{'firstMessage':{'unexpected':true},'voice':'an object','number_id':'seven'}"));
  }

  @Test
  void verbatimBodyIsSentAsGiven() {
    inject("{'kind':'body','content':'verbatim','text':'OK','contentType':'text/plain'}");
    assertThat(raw("GET", "")).contains("Content-Type: text/plain\r\n").endsWith("\r\n\r\nOK");
  }

  @Test
  void errorResponseKeepsItsBody() {
    InjectedFault fault = inject("{'kind':'body','content':'html'}");
    assertThat(client.patch("acme", "{}").message()).startsWith("the body must include");
    assertThat(fault.strikes()).isZero();
  }

  @Test
  void unknownKeysAreInEveryObject() {
    simulator.inject(Fault.of(new FaultKind.UnknownKeys()));
    JsonNode answer = client.show("acme").json();
    assertThat(answer.findParents(ExtraKeys.KEY)).hasSize(3);
    assertThat(answer.at("/assistant/voice/" + ExtraKeys.KEY + "/list/3/deeper").asBoolean())
        .isTrue();
    assertThat(answer.at("/assistant/voice/voiceId").asText()).isEqualTo("Leo");
    assertThat(simulator.assistant("acme").has(ExtraKeys.KEY)).isFalse();
  }

  @Test
  void trickleSendsWholeBodySlowly() {
    simulator.inject(Fault.of(new FaultKind.Trickle(200)));
    long started = System.nanoTime();
    assertThat(client.show("acme").json().at("/assistant/firstMessage").asText()).isEqualTo("Hi");
    assertThat(System.nanoTime() - started).isGreaterThan(190_000_000);
  }

  @Test
  void trickleCombinesWithTruncatedBody() {
    simulator.inject(Fault.of(new FaultKind.Trickle(60)));
    inject("{'kind':'body','content':'truncated','size':9}");
    assertThat(body(raw("GET", ""))).isEqualTo("{\"success");
    assertThat(last().faults()).containsExactly("body-2", "trickle-1");
  }

  @Test
  void latencyBeforeProcessingDelaysRequest() {
    simulator.inject(Fault.of(new FaultKind.Latency(100, FaultPhase.BEFORE)));
    client.patch("acme", PATCH);
    assertThat(last().duration().toMillis()).isBetween(100L, 5_000L);
  }

  @Test
  void logShowsStatusAppliedAndFaults() {
    simulator.inject(Fault.of(new FaultKind.Reset(FaultPhase.AFTER, true)).times(1));
    raw("PATCH", PATCH);
    client.show("acme");
    JsonNode log = client.control("GET", "requests", "").json().path("requests");
    assertThat(List.of(log.get(0).path("status").asInt(), log.get(1).path("status").asInt()))
        .containsExactly(0, 200);
    assertThat(log.get(0).path("applied").asBoolean()).isTrue();
    assertThat(log.get(0).path("faults")).isEqualTo(json("['reset-1']"));
    assertThat(log.get(1).path("applied").asBoolean()).isFalse();
    assertThat(log.get(1).has("faults")).isFalse();
  }

  private InjectedFault inject(String json) {
    return simulator.inject(Fault.parse(json.replace('\'', '"')));
  }

  private String prompt() {
    return simulator.assistant("acme").path("prompt").asText();
  }

  private LoggedRequest last() {
    return simulator.requests().getLast();
  }

  private String raw(String method, String body) {
    try {
      return send(method, body);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String send(String method, String body) throws IOException {
    return RawClient.send(simulator, method, ASSISTANT, body);
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }
}
