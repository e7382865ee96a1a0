package net.lumenia.voice.simulator;

import static net.lumenia.voice.simulator.Client.json;
import static net.lumenia.voice.simulator.Client.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import net.lumenia.voice.simulator.Client.Reply;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.InjectedFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults that change what is stored or read. */
class FaultStorageTest {

  private final MutableClock clock = new MutableClock();
  private Simulator simulator;
  private Client client;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorOptions.defaults(), clock);
    simulator.addWorkspace("acme", object("{'prompt':'0'}"));
    client = Client.of(simulator);
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void textsAreNormalized() {
    inject("{'kind':'normalize','fields':['prompt'],'how':'trim'}");
    inject("{'kind':'normalize','fields':['prompt'],'how':'collapse'}");
    inject("{'kind':'normalize','fields':['voice','fallbackVoices'],'how':'lowercase'}");
    Reply reply =
        patch(
            "{'firstMessage':' Hi ','prompt':' Be  kind.\\n\\nAlways. ',"
                + "'voice':{'provider':'vapi','voiceId':'Leo'},"
                + "'fallbackVoices':[{'provider':'vapi','voiceId':'Clara'}]}");
    JsonNode stored =
        json(
            "{'prompt':'Be kind. Always.','firstMessage':' Hi ',"
                + "'voice':{'provider':'vapi','voiceId':'leo'},"
                + "'fallbackVoices':[{'provider':'vapi','voiceId':'clara'}]}");
    assertThat(simulator.assistant("acme")).isEqualTo(stored);
    assertThat(reply.json().get("assistant")).isEqualTo(stored);
  }

  @Test
  void absentAndRejectedFieldsAreNotStruck() {
    InjectedFault fault = inject("{'kind':'normalize','fields':['prompt'],'how':'trim'}");
    patch("{'firstMessage':' Hi '}");
    patch("{'prompt':''}");
    client.show("acme");
    assertThat(fault.strikes()).isZero();
  }

  @Test
  void ignoredFieldsAreAcceptedButNotStored() {
    simulator.inject(Fault.of(new FaultKind.Ignore(Set.of("prompt", "number_id"))).times(1));
    assertThat(patch("{'prompt':'1','number_id':7,'firstMessage':'Hi'}").status()).isEqualTo(200);
    assertThat(simulator.assistant("acme")).isEqualTo(json("{'prompt':'0','firstMessage':'Hi'}"));
    patch("{'prompt':'1'}");
    assertThat(prompt()).isEqualTo("1");
  }

  @Test
  void numberInUseIsRejected() {
    inject("{'kind':'numberInUse','number_id':7,'times':1}");
    assertThat(patch("{'number_id':8}").status()).isEqualTo(200);
    Reply rejected = patch("{'number_id':7}");
    assertThat(rejected.status()).isEqualTo(400);
    assertThat(rejected.message())
        .isEqualTo("number_id 7 is already linked to another voice integration");
    assertThat(patch("{'number_id':7}").status()).isEqualTo(200);
  }

  @Test
  void staleReadShowsVersionBeforePatches() {
    patch("{'prompt':'1'}");
    patch("{'prompt':'2'}");
    simulator.edit("acme", object("{'prompt':'3'}"));
    inject("{'kind':'stale','patches':1,'times':1}");
    assertThat(shown()).isEqualTo("1");
    inject("{'kind':'stale','patches':2,'times':1}");
    assertThat(shown()).isEqualTo("0");
    inject("{'kind':'stale','patches':9,'times':1}");
    assertThat(shown()).isEqualTo("0");
    assertThat(shown()).isEqualTo("3");
  }

  @Test
  void staleReadShowsVersionOfEarlierTime() {
    inject("{'kind':'stale','millis':1000}");
    assertThat(shown()).isEqualTo("0");
    patch("{'prompt':'1'}");
    clock.advance(Duration.ofMillis(600));
    simulator.edit("acme", object("{'prompt':'2'}"));
    assertThat(shown()).isEqualTo("0");
    clock.advance(Duration.ofMillis(600));
    assertThat(shown()).isEqualTo("1");
    clock.advance(Duration.ofMillis(600));
    assertThat(shown()).isEqualTo("2");
  }

  @Test
  void revertRestoresPreviousValue() {
    InjectedFault fault = inject("{'kind':'revert','field':'prompt','times':1}");
    patch("{'prompt':'1'}");
    assertThat(prompt()).isEqualTo("0");
    assertThat(fault.strikes()).isEqualTo(1);
    assertThat(simulator.patches("acme")).hasSize(1);
    patch("{'prompt':'1'}");
    assertThat(prompt()).isEqualTo("1");
  }

  @Test
  void revertRemovesPreviouslyAbsentField() {
    inject("{'kind':'revert','field':'firstMessage','millis':1}");
    patch("{'firstMessage':'Hi'}");
    await().until(() -> !simulator.assistant("acme").has("firstMessage"));
  }

  @Test
  void revertSetsGivenValue() {
    inject("{'kind':'revert','field':'voice','value':{'provider':'vapi','voiceId':'Leo'}}");
    patch("{'voice':{'provider':'vapi','voiceId':'Clara'}}");
    assertThat(simulator.assistant("acme").at("/voice/voiceId").asText()).isEqualTo("Leo");
  }

  @Test
  void removingFaultCancelsRevert() {
    InjectedFault fault = inject("{'kind':'revert','field':'prompt','millis':200}");
    patch("{'prompt':'1'}");
    simulator.remove(fault);
    InjectedFault later = inject("{'kind':'revert','field':'firstMessage','millis':400}");
    patch("{'firstMessage':'Hi'}");
    await().until(() -> !simulator.assistant("acme").has("firstMessage"));
    assertThat(later.strikes()).isEqualTo(1);
    assertThat(prompt()).isEqualTo("1");
  }

  private InjectedFault inject(String json) {
    return simulator.inject(Fault.parse(json.replace('\'', '"')));
  }

  private Reply patch(String body) {
    return client.patch("acme", body.replace('\'', '"'));
  }

  private String shown() {
    return client.show("acme").json().at("/assistant/prompt").asText();
  }

  private String prompt() {
    return simulator.assistant("acme").path("prompt").asText();
  }
}
