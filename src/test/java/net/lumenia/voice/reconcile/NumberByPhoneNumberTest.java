package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.assistant.ListedNumber;
import net.lumenia.voice.assistant.NumberLink;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.crd.VoiceAssistantStatus.AssistantStatus;
import org.junit.jupiter.api.Test;

/** Specs that give the phone number itself, and not its id. */
class NumberByPhoneNumberTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String BERLIN = "+493012345678";
  private static final String SPEC = "phoneNumber: \"" + BERLIN + "\"\n";

  private final SimulatedApi api =
      new SimulatedApi("{\"firstMessage\": \"Hi\"}")
          .withNumbers(row(7, BERLIN), row(8, "+12025550123"));

  private static ListedNumber row(long id, String number) {
    return row(id, number, new NumberLink.Free());
  }

  private static ListedNumber row(long id, String number, NumberLink link) {
    return new ListedNumber(id, new PhoneNumber(number), link);
  }

  private static AssistantStatus shown(SimulatedOperator operator) {
    return Objects.requireNonNull(operator.status().assistant());
  }

  @Test
  void idIsSentOnceAndTheNumberIsShown() {
    var operator = new SimulatedOperator(api, SPEC).run(HOUR);

    assertThat(api.patches()).containsExactly("{\"number_id\":7}");
    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(shown(operator).numberId()).isEqualTo(7);
    assertThat(shown(operator).phoneNumber()).isEqualTo(BERLIN);
  }

  /** The memory of a number is that of its id, however the spec gives it. */
  @Test
  void numberThatIsGivenInAnotherWayIsNotSentAgain() {
    var operator = new SimulatedOperator(api, "numberId: 7\n").run(HOUR);
    assertThat(shown(operator).phoneNumber()).isNull();

    operator.declare(SPEC).run(HOUR);

    assertThat(api.patches()).hasSize(1);
    assertThat(operator.reason()).isEqualTo("Synced");
    assertThat(shown(operator).phoneNumber()).isEqualTo(BERLIN);
  }

  @Test
  void driftIsCorrected() {
    var operator = new SimulatedOperator(api, SPEC).run(HOUR);
    api.edit("{\"number_id\": 8}");

    operator.run(HOUR);

    assertThat(api.patches()).containsExactly("{\"number_id\":7}", "{\"number_id\":7}");
  }

  @Test
  void missingNumberStopsEverythingAndNamesWhatThereIs() {
    var operator =
        new SimulatedOperator(api, "firstMessage: Hello\nphoneNumber: \"+493012345679\"\n")
            .run(HOUR);

    assertThat(api.patches()).isEmpty();
    assertThat(api.gets()).isZero();
    assertThat(operator.reason()).isEqualTo("NumberNotFound");
    assertThat(operator.message())
        .isEqualTo(
            "the account has no phone number +493012345679; similar: +493012345678;"
                + " free: +12025550123, +493012345678; correct spec.phoneNumber, or get the number"
                + " in Lumenia first");
    assertThat(operator.statusWrites()).isOne();
  }

  @Test
  void numberThatIsBoughtLaterIsFoundByAResync() {
    var operator = new SimulatedOperator(api, "phoneNumber: \"+493012345679\"\n").run(HOUR);
    api.withNumbers(row(9, "+493012345679"));

    operator.run(HOUR);

    assertThat(api.patches()).containsExactly("{\"number_id\":9}");
    assertThat(operator.reason()).isEqualTo("Synced");
  }

  @Test
  void numberOfTwoRowsIsNotGuessed() {
    api.withNumbers(row(7, BERLIN), row(9, BERLIN));

    var operator = new SimulatedOperator(api, SPEC).run(HOUR);

    assertThat(api.patches()).isEmpty();
    assertThat(operator.reason()).isEqualTo("NumberNotFound");
    assertThat(operator.message()).contains("with the ids 7, 9", "as spec.numberId");
  }

  @Test
  void withoutAListNothingIsSent() {
    var unreadable = new SimulatedApi("{\"firstMessage\": \"Hi\"}");

    var operator = new SimulatedOperator(unreadable, SPEC + "firstMessage: Hello\n").run(HOUR);

    assertThat(unreadable.patches()).isEmpty();
    assertThat(operator.reason()).isEqualTo("Timeout");
    assertThat(operator.message())
        .startsWith("the id of +493012345678 is not known, because the account's phone numbers");
  }

  /** A failure to read the list says nothing about the number that is linked. */
  @Test
  void memoryOfTheNumberOutlivesAnOutage() {
    var operator = new SimulatedOperator(api, SPEC).run(HOUR);
    api.withoutNumbers();
    operator.run(HOUR);
    assertThat(operator.reason()).isEqualTo("Timeout");

    api.withNumbers(row(7, BERLIN));
    operator.run(HOUR);

    assertThat(api.patches()).hasSize(1);
    assertThat(operator.reason()).isEqualTo("Synced");
  }

  @Test
  void newIntegrationIsCreatedWithTheNumber() {
    var missing = new SimulatedApi("{}").notProvisioned().withNumbers(row(7, BERLIN));

    var operator =
        new SimulatedOperator(missing, SPEC + "provision: IfMissing\nfirstMessage: Hi\n").run(HOUR);

    assertThat(missing.posts()).containsExactly("{\"firstMessage\":\"Hi\",\"number_id\":7}");
    assertThat(missing.patches()).isEmpty();
    assertThat(operator.reason()).isEqualTo("Synced");
  }

  @Test
  void rejectionNamesTheWorkspaceThatHasTheNumber() {
    api.withNumbers(row(7, BERLIN, new NumberLink.Linked(Optional.of("beta"))));
    api.rejecting(
        body ->
            body.has("number_id")
                ? Optional.of("number_id 7 is already linked")
                : Optional.empty());

    var operator = new SimulatedOperator(api, SPEC).withoutRestarts().run(Duration.ofMinutes(1));

    assertThat(operator.reason()).isEqualTo("Rejected");
    assertThat(operator.message())
        .startsWith("phoneNumber +493012345678 (id 7) is not linked")
        .contains("spec.phoneNumber")
        .endsWith("by the account's list of numbers, workspace beta has it");
  }
}
