package net.lumenia.voice.simulator;

import static net.lumenia.voice.simulator.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import net.lumenia.voice.simulator.Client.Reply;
import net.lumenia.voice.simulator.faults.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints under {@code /_control/faults}. */
class FaultControlTest {

  private Simulator simulator;
  private Client client;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorOptions.defaults(), new MutableClock());
    simulator.addWorkspace("acme");
    client = Client.of(simulator);
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void faultsAreInjectedListedAndRemoved() {
    JsonNode injected =
        control("POST", "faults", "{'kind':'status','status':503,'workspace':'acme','times':2}");
    assertThat(injected)
        .isEqualTo(
            json(
                "{'id':'status-1','kind':'status','status':503,'when':'before',"
                    + "'workspace':'acme','times':2,'active':true,'strikes':0,'timesLeft':2}"));
    client.show("acme");
    JsonNode listed = control("GET", "faults", "");
    assertThat(listed.at("/faults/0/strikes").asInt()).isEqualTo(1);
    assertThat(listed.at("/faults/0/timesLeft").asInt()).isEqualTo(1);
    control("POST", "faults", "{'kind':'latency','millis':1,'seconds':2.5}");
    assertThat(control("DELETE", "faults/status-1", ""))
        .isEqualTo(
            json(
                "{'faults':[{'id':'latency-2','kind':'latency','millis':1,'when':'after',"
                    + "'seconds':2.5,'active':true,'strikes':0,'secondsLeft':2.5}]}"));
    assertThat(control("DELETE", "faults", "")).isEqualTo(json("{'faults':[]}"));
    assertThat(client.show("acme").status()).isEqualTo(200);
  }

  @Test
  void faultsDoNotStrikeControlEndpoints() {
    simulator.inject(Fault.status(500));
    assertThat(client.control("GET", "faults", "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'latency','millis':5,'when':'before'}",
        "{'kind':'status','status':429,'when':'before','retryAfter':'-1','message':'slow down'}",
        "{'kind':'status','status':503,'when':'after','retryAfterDateInSeconds':-60,'body':'x'}",
        "{'kind':'redirect','status':308,'location':'/elsewhere'}",
        "{'kind':'reset','when':'after','orderly':true}",
        "{'kind':'body','content':'huge','size':1000}",
        "{'kind':'body','content':'verbatim','text':'','contentType':'text/plain'}",
        "{'kind':'unknownKeys'}",
        "{'kind':'trickle','millis':100}",
        "{'kind':'stale','patches':2}",
        "{'kind':'stale','millis':2000}",
        "{'kind':'normalize','fields':['firstMessage','prompt'],'how':'collapse'}",
        "{'kind':'ignore','fields':['number_id']}",
        "{'kind':'revert','field':'voice','millis':10,'value':{'voiceId':'Leo'}}",
        "{'kind':'numberInUse','number_id':7}",
      })
  void injectedFaultIsShownAsGiven(String fault) {
    JsonNode shown = control("POST", "faults", fault);
    json(fault)
        .properties()
        .forEach(entry -> assertThat(shown.get(entry.getKey())).isEqualTo(entry.getValue()));
    assertThat(shown).hasSize(json(fault).size() + 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                                       | kind: is required; allowed: latency, status, redirect,
          {'kind':'statsu'}                        | kind: "statsu" is not a kind of fault; allowed: latency,
          {'kind':'status'}                        | status: must be between 300 and 599, not 0
          {'kind':'status','status':200}           | status: must be between 300 and 599, not 200
          {'kind':'status','status':'503'}         | status: must be an integer
          {'kind':'status','status':503.5}         | status: must be an integer
          {'kind':'status','status':503,'time':1}  | time: unknown key of kind status; allowed: kind, body, contentType, message, retryAfter,
          {'kind':'status','status':503,'when':'x'} | when: must be one of before, after
          {'kind':'status','status':503,'retryAfter':'a\\nb'} | retryAfter: must have only printable Latin-1
          {'kind':'status','status':503,'retryAfter':'1','retryAfterDateInSeconds':1} | retryAfter: cannot be combined with retryAfterDateInSeconds
          {'kind':'unknownKeys','times':0}         | times: must be at least 1, not 0; omit it for no limit
          {'kind':'unknownKeys','seconds':0}       | seconds: must be more than 0 and at most 31536000, not 0.0
          {'kind':'unknownKeys','seconds':'1'}     | seconds: must be a number
          {'kind':'unknownKeys','method':'get'}    | method: "get" is not one of GET, PATCH, POST
          {'kind':'unknownKeys','path':'x'}        | path: must be one of auth, catalog, assistant, provisioning
          {'kind':'unknownKeys','account':'x'}     | account: "x" must be a UUID such as
          {'kind':'unknownKeys','workspace':''}    | workspace: must not be empty; omit it for all workspaces
          {'kind':'latency'}                       | millis: must be between 1 and 86400000, not 0
          {'kind':'redirect'}                      | location: is required
          {'kind':'redirect','location':'/','status':300} | status: must be one of 301, 302, 303, 307, 308, not 300
          {'kind':'body'}                          | content: is required; allowed: truncated, html, empty,
          {'kind':'body','content':'x'}            | content: must be one of truncated, html, empty,
          {'kind':'body','content':'html','size':1} | size: allowed only with content truncated, deep or huge
          {'kind':'body','content':'huge','size':0} | size: must be between 1 and 16777216, not 0
          {'kind':'body','content':'verbatim'}     | text: is required with content verbatim
          {'kind':'body','content':'html','text':'x'} | text: allowed only with content verbatim
          {'kind':'stale'}                         | exactly one of patches and millis is required
          {'kind':'stale','patches':17}            | patches: must be between 1 and 16, not 17
          {'kind':'normalize','how':'trim'}        | fields: at least one is required; allowed: firstMessage,
          {'kind':'normalize','fields':'prompt','how':'trim'} | fields: must be a list
          {'kind':'normalize','fields':['prompt']} | how: is required; allowed: trim, lowercase, collapse
          {'kind':'ignore','fields':['numberId']}  | fields: "numberId" is not a field; allowed: firstMessage,
          {'kind':'revert'}                        | field: is required
          {'kind':'revert','field':'x'}            | field: "x" is not a field; allowed: firstMessage,
          []                                       | the body: must be an object
          """)
  void invalidFaultNamesAllowedValues(String body, String message) {
    Reply reply = client.control("POST", "faults", body.replace('\'', '"'));
    assertThat(reply.message()).startsWith(message);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(simulator.faults()).isEmpty();
  }

  @Test
  void removingUnknownFaultReturns404() {
    Reply reply = client.control("DELETE", "faults/status-9", "");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.message()).isEqualTo("no fault with the id status-9");
  }

  private JsonNode control(String method, String path, String body) {
    Reply reply = client.control(method, path, body.replace('\'', '"'));
    assertThat(reply.status()).as(reply.message()).isEqualTo(200);
    return reply.json();
  }
}
