package net.lumenia.voice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.exchange.Route;
import net.lumenia.voice.simulator.faults.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code voice-operator validate --online}, with the simulator. */
class ValidateOnlineTest {

  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());

  @TempDir private Path folder;

  @AfterEach
  void close() {
    simulator.close();
  }

  private void manifest(String name, String managed) throws IOException {
    new ManifestFiles(folder).write(name, name, managed);
  }

  private Typed validate() {
    return Typed.command(
        Typed.environment(simulator),
        "validate",
        "--allow-insecure-http",
        "--online",
        "-f",
        folder.toString());
  }

  private List<String> paths() {
    return simulator.requests().stream().map(request -> request.path()).toList();
  }

  @Test
  void numbersAreLookedUpInOneReadOfTheList() throws IOException {
    manifest("acme", "phoneNumber: \"+493023125007\"");
    manifest("beta", "phoneNumber: \"+433023125007\"");

    Typed typed = validate();

    assertThat(typed.exitCode()).isOne();
    assertThat(typed.out())
        .contains(
            "beta.yaml:6:16: spec.phoneNumber: the account has no phone number +433023125007;"
                + " similar: +493023125007; free: ");
    assertThat(paths())
        .containsExactlyInAnyOrder("/api/v1/voice-integration/catalog", "/api/v1/numbers");
  }

  @Test
  void withoutPhoneNumbersTheirListIsNotRead() throws IOException {
    manifest("acme", "numberId: 7");

    assertThat(validate().exitCode()).isZero();
    assertThat(paths()).containsExactly("/api/v1/voice-integration/catalog");
  }

  @Test
  void listThatCannotBeReadIsAFailure() throws IOException {
    manifest("acme", "phoneNumber: \"+493023125007\"");
    simulator.inject(Fault.status(404).at(Route.NUMBERS));

    Typed typed = validate();

    assertThat(typed.exitCode()).isEqualTo(3);
    assertThat(typed.err()).contains("the list of phone numbers cannot be read: ");
  }
}
