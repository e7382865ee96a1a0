package net.lumenia.voice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import java.util.Map;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;

/** The tokens are in their Secrets and nowhere else. */
record Secrecy(FaultStage stage) {

  void check() {
    places().forEach(this::assertHasNone);
  }

  private Map<String, String> places() {
    var client = stage.cluster().client();
    return Map.of(
        "the log",
        stage.operator().log(),
        "the metrics",
        stage.operator().http("/metrics").body(),
        "the events",
        yaml(client.resources(Event.class).list()),
        "the assistants",
        yaml(client.resources(VoiceAssistant.class).list()),
        "the accounts",
        yaml(client.resources(LumeniaAccount.class).list()));
  }

  private String yaml(Object resources) {
    return stage.cluster().client().getKubernetesSerialization().asYaml(resources);
  }

  private void assertHasNone(String place, String text) {
    assertThat(text).as(place).isNotBlank();
    for (ApiAccount account : stage.accounts()) {
      assertThat(text.contains(account.token())).as("%s of %s", place, account.name()).isFalse();
    }
  }
}
