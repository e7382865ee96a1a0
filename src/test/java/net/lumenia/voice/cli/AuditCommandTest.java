package net.lumenia.voice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.exchange.Route;
import net.lumenia.voice.simulator.faults.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code voice-operator audit} of manifests, with the simulator. */
@Timeout(60)
class AuditCommandTest {

  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  @TempDir private Path folder;

  @AfterEach
  void close() {
    simulator.close();
  }

  @BeforeEach
  void cleanAssistant() throws IOException {
    simulator.addWorkspace(
        "acme",
        json(
            """
            {"firstMessage": "Hi", "prompt": "Say what it costs: $5",
             "voice": {"provider": "vapi", "voiceId": "Elliot"},
             "fallbackVoices": [{"provider": "11labs", "voiceId": "x", "model": "eleven_turbo_v2"}]}
            """));
    declare("acme", "firstMessage: Hi");
  }

  private static ObjectNode json(String text) throws JsonProcessingException {
    return (ObjectNode) new JsonMapper().readTree(text);
  }

  private void declare(String name, String fields) throws IOException {
    new ManifestFiles(folder).write(name, name.replaceFirst("-again$", ""), fields);
  }

  private Typed audit(String... arguments) {
    var command =
        new ArrayList<>(List.of("audit", "--allow-insecure-http", "-f", folder.toString()));
    command.addAll(List.of(arguments));
    return Typed.command(Typed.environment(simulator), command.toArray(String[]::new));
  }

  @Test
  void nothingIsFound() {
    assertThat(audit("--workspace", "acme")).isEqualTo(new Typed(0, "Audit: 0 findings\n", ""));
  }

  @Test
  void findsWorkspacesThatAreInNoManifest() {
    simulator.addWorkspace("shop");
    simulator.account().addUnprovisionedWorkspace("empty");
    Typed typed = audit("--workspace", "acme", "--workspace", "shop", "--workspace", "empty");
    assertThat(typed.exitCode()).isEqualTo(1);
    assertThat(typed.out())
        .isEqualTo(
            """
            shop: unmanaged: no VoiceAssistant declares this workspace; export it
            Audit: 1 finding
            """);
  }

  @Test
  void findsTwoManifestsForOneWorkspace() throws IOException {
    declare("acme-again", "firstMessage: Hi");
    assertThat(audit().out())
        .contains("acme-again.yaml:5:3: duplicate: another VoiceAssistant declares the same")
        .contains(folder.resolve("acme.yaml") + ":5:3; remove one of them, or set mode: Observe");
    declare("acme-again", "firstMessage: Hi\nmode: Observe");
    assertThat(audit().exitCode()).isZero();
  }

  @Test
  void findsWhatTheCatalogHasDropped() throws JsonProcessingException {
    simulator.edit("acme", json("{\"voice\": {\"voiceId\": \"Gone\"}}"));
    Typed typed = audit();
    assertThat(typed.exitCode()).isEqualTo(1);
    assertThat(typed.out())
        .contains(
            "retired: live voice.voiceId \"Gone\" is no longer in the catalog for provider vapi");
  }

  @Test
  void aCatalogThatCannotBeReadIsReportedOnce() throws IOException {
    simulator.addWorkspace("shop");
    declare("shop", "firstMessage: Hi");
    simulator.inject(Fault.status(404).at(Route.CATALOG));
    Typed typed = audit();
    assertThat(typed.exitCode()).isEqualTo(3);
    assertThat(typed.out()).isEqualTo("Audit: 0 findings\n");
    assertThat(typed.err()).containsOnlyOnce("the catalog cannot be read: ");
    assertThat(simulator.requests()).filteredOn(one -> one.path().endsWith("/catalog")).hasSize(1);
  }

  @Test
  void findsPlaceholders() throws IOException {
    simulator.edit("acme", json("{\"prompt\": \"You work for ${company}.\"}"));
    declare("acme", "firstMessage: \"Hi ${name}\"");
    assertThat(audit().out())
        .contains("placeholder: live prompt contains ${company}, which")
        .contains("placeholder: spec.firstMessage contains ${name}, which");
  }

  @Test
  void findsFallbacksThatFailTogether() throws JsonProcessingException {
    simulator.edit(
        "acme", json("{\"fallbackVoices\": [{\"provider\": \"vapi\", \"voiceId\": \"Clara\"}]}"));
    assertThat(audit().out())
        .contains("same-provider: live fallbackVoices[0] has the same provider as voice, vapi");
  }

  @Test
  void whatCannotBeReadBeatsFindings() throws IOException {
    simulator.addWorkspace("shop");
    declare("missing", "firstMessage: Hi");
    declare("broken", "firstMessage: ''");
    Typed typed = audit("--workspace", "shop");
    assertThat(typed.exitCode()).isEqualTo(3);
    assertThat(typed.out()).contains("shop: unmanaged");
    assertThat(typed.err())
        .contains("missing: ")
        .contains("broken.yaml:5:3 cannot be audited: spec.firstMessage: must not be blank");
  }

  @Test
  void jsonHasTheSameFindings() throws JsonProcessingException {
    simulator.addWorkspace("shop");
    JsonNode json = json(audit("--workspace", "shop", "-o", "json").out());
    assertThat(json.path("schemaVersion").intValue()).isEqualTo(1);
    assertThat(json.at("/findings/0").toString())
        .isEqualTo(
            "{\"kind\":\"unmanaged\",\"slug\":\"73686f70\",\"workspace\":\"shop\",\"place\":\"73686f70\","
                + "\"message\":\"no VoiceAssistant declares this workspace; export it\"}");
    assertThat(json.path("errors").isEmpty()).isTrue();
  }
}
