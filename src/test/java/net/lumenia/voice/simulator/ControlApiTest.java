package net.lumenia.voice.simulator;

import static net.lumenia.voice.simulator.Client.json;
import static net.lumenia.voice.simulator.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.IntStream;
import net.lumenia.voice.simulator.Client.Reply;
import net.lumenia.voice.simulator.exchange.StrictJson;
import net.lumenia.voice.simulator.state.LoggedRequest;
import net.lumenia.voice.simulator.state.RequestLog;
import net.lumenia.voice.simulator.state.ResponseShape;
import net.lumenia.voice.simulator.state.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoints under {@code /_control}. */
class ControlApiTest {

  private static final String OTHER_ACCOUNT = "00000000-0000-4000-8000-000000000002";

  private Simulator simulator;
  private Client client;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorOptions.defaults());
    client = Client.of(simulator);
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void workspacesAreCreatedListedAndDeleted() {
    assertThat(control("POST", "workspaces", "{'name':'acme'}"))
        .isEqualTo(json("{'workspaces':[{'name':'acme','slug':'61636d65','provisioned':true}]}"));
    control("POST", "workspaces", "{'count':3,'prefix':'load-','assistant':{'prompt':'p'}}");
    control("POST", "workspaces", "{'name':'bare','provisioned':false}");
    assertThat(control("GET", "workspaces", "").findValuesAsText("name"))
        .containsExactly("acme", "bare", "load-1", "load-2", "load-3");
    assertThat(client.show("load-3").json().at("/assistant/prompt").asText()).isEqualTo("p");
    assertThat(client.show("bare").status()).isEqualTo(404);
    control("DELETE", "workspaces/acme", "");
    assertThat(client.show("acme").status()).isEqualTo(404);
  }

  @Test
  void creatingExistingWorkspaceChangesNothing() {
    simulator.addWorkspace("acme", object("{'prompt':'kept'}"));
    JsonNode answer = control("POST", "workspaces", "{'name':'acme','provisioned':false}");
    assertThat(answer.at("/workspaces/0/provisioned").asBoolean()).isTrue();
    assertThat(simulator.assistant("acme")).isEqualTo(json("{'prompt':'kept'}"));
  }

  @Test
  void assistantIsEditedOutsideTheApi() {
    simulator.addWorkspace("a b/c", object("{'voice':{'provider':'vapi','voiceId':'Leo'}}"));
    String path = "workspaces/a%20b%2Fc/assistant";
    assertThat(control("PATCH", path, "{'voice':{'voiceId':'Retired'},'future':{'x':1}}"))
        .isEqualTo(json("{'voice':{'provider':'vapi','voiceId':'Retired'},'future':{'x':1}}"));
    assertThat(control("PATCH", path, "{'voice':null}")).isEqualTo(json("{'future':{'x':1}}"));
    assertThat(control("PUT", path, "{'voice':null}")).isEqualTo(json("{'voice':null}"));
    assertThat(control("GET", path, "")).isEqualTo(json("{'voice':null}"));
    assertThat(client.show("a b/c").json().path("assistant")).isEqualTo(json("{'voice':null}"));
    assertThat(simulator.patches("a b/c")).isEmpty();
  }

  @Test
  void accountParameterSelectsAccount() {
    control("POST", "tokens", "{'account':'%s','token':'other'}".formatted(OTHER_ACCOUNT));
    control("POST", "workspaces?account=" + OTHER_ACCOUNT, "{'name':'acme'}");
    assertThat(control("GET", "workspaces", "").at("/workspaces").isEmpty()).isTrue();
    assertThat(simulator.account(OTHER_ACCOUNT).assistant("acme")).isEqualTo(StrictJson.object());
  }

  @Test
  void logListsAndFiltersRequests() {
    simulator.addWorkspace("acme");
    client.show("acme");
    client.patch("acme", "{\"prompt\":\"\"}");
    client.patch("acme", "{nonsense");
    client.send(client.bare("GET", "/api/v1/auth?x=1", "").header("X-Correlation-Id", "c1"));

    JsonNode all = control("GET", "requests", "");
    assertThat(all.path("last").asLong()).isEqualTo(4);
    assertThat(all.findValuesAsText("status")).containsExactly("200", "400", "400", "403");
    assertThat(all.findValuesAsText("token"))
        .containsExactly("token-1", "token-1", "token-1", "none");
    assertThat(all.toString()).doesNotContain(SimulatorOptions.TOKEN);

    JsonNode patches = control("GET", "requests?method=PATCH&workspace=acme&since=2", "");
    assertThat(patches.path("requests")).hasSize(1);
    assertThat(patches.at("/requests/0/body").asText()).isEqualTo("{nonsense");
    assertThat(control("GET", "requests?status=403", "").at("/requests/0/path").asText())
        .isEqualTo("/api/v1/auth");
    JsonNode correlated = control("GET", "requests?correlationId=c1", "").path("requests");
    assertThat(correlated).hasSize(1);
    assertThat(correlated.at("/0/correlationId").asText()).isEqualTo("c1");
    assertThat(all.findValues("correlationId")).hasSize(1);
    assertThat(control("GET", "requests/counts", ""))
        .isEqualTo(json("{'GET':{'200':1,'403':1},'PATCH':{'400':2},'total':4}"));
    assertThat(simulator.patches("acme").getFirst().body()).isEqualTo(json("{'prompt':''}"));

    control("DELETE", "requests", "");
    assertThat(control("GET", "requests", "")).isEqualTo(json("{'last':4,'requests':[]}"));
  }

  @Test
  void logKeepsNewestRequests() {
    RequestLog log = new RequestLog();
    client.send(client.bare("GET", "/api/v1/auth", ""));
    LoggedRequest request = simulator.requests().getFirst();
    IntStream.rangeClosed(1, RequestLog.CAPACITY + 5).forEach(_ -> log.add(request));
    assertThat(log.find(_ -> true)).hasSize(RequestLog.CAPACITY);
    assertThat(log.find(_ -> true).getFirst().sequence()).isEqualTo(6);
    assertThat(log.counts()).containsEntry(new RequestLog.Kind("GET", 403), 10_005L);
  }

  @Test
  void settingsAreShownChangedAndReplaced() {
    JsonNode defaults =
        json(
            "{'shape':'flat','bare':false,'hide':[],'emptyPatchAnswer':false,'emptyCreation':false,'numberShape':'numbers','latencyMillis':0}");
    assertThat(control("GET", "settings", "")).isEqualTo(defaults);
    JsonNode changed = control("PATCH", "settings", "{'shape':'nested','hide':['prompt']}");
    assertThat(changed).isEqualTo(control("GET", "settings", ""));
    assertThat(simulator.settings())
        .isEqualTo(Settings.DEFAULT.withShape(ResponseShape.NESTED).withHidden("prompt"));
    control("PUT", "settings", "{'bare':true}");
    assertThat(simulator.settings()).isEqualTo(Settings.DEFAULT.withBare(true));
  }

  @Test
  void latencyDelaysResponse() {
    simulator.addWorkspace("acme");
    control("PATCH", "settings", "{'latencyMillis':120}");
    client.patch("acme", "{\"prompt\":\"p\"}");
    assertThat(simulator.patches("acme").getFirst().duration().toMillis()).isBetween(120L, 5_000L);
  }

  @Test
  void tokensHaveLabels() {
    assertThat(control("POST", "tokens", "{'token':'second'}"))
        .isEqualTo(
            json("{'label':'token-2','accounts':['%s']}".formatted(SimulatorOptions.ACCOUNT_ID)));
    assertThat(control("DELETE", "tokens/token-1", "").findValuesAsText("label"))
        .containsExactly("token-2");
    assertThat(client.get("/api/v1/auth").status()).isEqualTo(403);
  }

  @Test
  void numbersShowTheirWorkspace() {
    simulator.addWorkspace("acme", object("{'number_id':500}"));
    JsonNode numbers = control("POST", "numbers", "{'ids':[500,501]}").path("numbers");
    assertThat(numbers).contains(json("{'id':500,'workspace':'acme'}"), json("{'id':501}"));
  }

  @Test
  void retiredVoiceIsRejected() {
    simulator.addWorkspace("acme");
    String clara = "{\"voice\":{\"provider\":\"vapi\",\"voiceId\":\"Clara\"}}";
    assertThat(client.patch("acme", clara).status()).isEqualTo(200);
    ObjectNode catalog =
        object(
            "{'voice':{'providers':{'vapi':{'voiceIds':['Leo']}}},"
                + "'transcriber':{'providers':{}}}");
    assertThat(control("PUT", "catalog", catalog.toString())).isEqualTo(catalog);
    assertThat(client.get("/api/v1/voice-integration/catalog").json()).isEqualTo(catalog);
    assertThat(client.patch("acme", clara).message()).contains("\"Clara\" is not one of catalog");
    assertThat(client.patch("acme", clara.replace("Clara", "Leo")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          POST   | workspaces                | {}                         | 400 | either name, or count and prefix are required
          POST   | workspaces                | {'nme':'acme'}             | 400 | nme: unknown key; allowed: assistant, count, name, prefix, provisioned
          POST   | workspaces                | {                          | 400 | not JSON
          POST   | workspaces                | ~~                         | 400 | a JSON body is required
          POST   | workspaces?account=1      | {'name':'acme'}            | 400 | "1" must be a UUID such as
          PATCH  | workspaces/none/assistant | {}                         | 404 | no workspace none
          PATCH  | settings                  | {'shape':'round'}          | 400 | shape: must be one of flat, nested
          PATCH  | settings                  | {'shape':null}             | 400 | shape: must not be null
          PATCH  | settings                  | {'hide':['x']}             | 400 | hide: "x" is not a field; allowed
          PATCH  | settings                  | {'latencyMillis':-1}       | 400 | latencyMillis: must not be negative
          GET    | requests?since=x          | ~~                         | 400 | since: "x" is not a number
          POST   | tokens                    | {'token':'a b'}            | 400 | token: must be
          POST   | tokens                    | {}                         | 400 | token: is required
          POST   | numbers                   | {}                         | 400 | ids: is required
          DELETE | tokens/none               | ~~                         | 404 | no token with the label none
          GET    | nothing                   | ~~                         | 404 | no control endpoint GET /_control/nothing
          """)
  void invalidInputIsRejected(String method, String path, String body, int status, String message) {
    Reply reply = client.control(method, path, body.replace('\'', '"'));
    assertThat(reply.message()).contains(message);
    assertThat(reply.status()).isEqualTo(status);
  }

  private JsonNode control(String method, String path, String body) {
    Reply reply = client.control(method, path, body.replace('\'', '"'));
    assertThat(reply.status()).as(reply.message()).isEqualTo(200);
    return reply.json();
  }
}
