package net.lumenia.voice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code voice-operator catalog}, from the simulator. */
@Timeout(60)
class CatalogCommandTest {

  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());

  @AfterEach
  void close() {
    simulator.close();
  }

  private Typed catalog(String... arguments) {
    String[] command = new String[arguments.length + 2];
    command[0] = "catalog";
    command[1] = "--allow-insecure-http";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return Typed.command(Typed.environment(simulator), command);
  }

  @Test
  void findsAValue() {
    assertThat(catalog("ELLI"))
        .isEqualTo(
            new Typed(
                0,
                """
                FOR    PROVIDER  KIND   VALUE   MODELS
                voice  vapi      voice  Elliot
                """,
                ""));
  }

  @Test
  void filtersByProviderAndKind() {
    Typed typed = catalog("--provider", "11labs", "--kind", "voice");
    assertThat(typed.out()).hasLineCount(2).contains("voice  11labs    voice  (any)");
    assertThat(catalog("--kind", "language").out()).contains("language").doesNotContain("Elliot");
  }

  @Test
  void sameContentInAllMachineFormats() throws JsonProcessingException {
    JsonNode json = new JsonMapper().readTree(catalog("-o", "json").out());
    assertThat(new YAMLMapper().readTree(catalog("-o", "yaml").out())).isEqualTo(json);
    assertThat(json.path("schemaVersion").intValue()).isEqualTo(1);
    assertThat(json.path("values"))
        .anySatisfy(value -> assertThat(value.path("value").asText()).isEqualTo("Elliot"));
    assertThat(json.path("warnings").isEmpty() && json.path("errors").isEmpty()).isTrue();
  }

  @Test
  void noMatchIsNoFailure() {
    Typed typed = catalog("nothing like this");
    assertThat(typed.exitCode()).isZero();
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err()).startsWith("no value matches");
  }

  @Test
  void anApiThatFailsIsToldInOneLine() {
    simulator.inject(Fault.status(403));
    Typed typed = catalog();
    assertThat(typed.exitCode()).isEqualTo(3);
    assertThat(typed.err()).startsWith("cannot read the catalog: ").hasLineCount(1);
  }
}
