package net.lumenia.voice.endtoend;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.stream.IntStream;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.simulator.NumberRenderer;
import net.lumenia.voice.simulator.exchange.Route;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.state.NumberShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers that specs give as phone numbers, on the real API server and real sockets. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class ByPhoneNumberTest extends WithOperator {

  private static final int FLEET = 20;

  private final Traffic traffic = new Traffic(simulator);

  ByPhoneNumberTest(ControlPlane plane, KubernetesClient client) {
    super(
        plane,
        client,
        IntStream.rangeClosed(1, FLEET).mapToObj(ByPhoneNumberTest::name).toList(),
        OFTEN);
    cluster.applyAccount();
  }

  private static String name(int i) {
    return "shop-%02d".formatted(i);
  }

  private static String spec(long id) {
    return "phoneNumber: \"%s\"".formatted(NumberRenderer.phoneNumber(id));
  }

  private long listReads() {
    return simulator.requests().stream()
        .filter(request -> request.path().equals("/api/v1/numbers"))
        .count();
  }

  @ParameterizedTest
  @EnumSource
  void fleetIsLinkedWithFewReadsOfTheList(NumberShape shape) {
    simulator.settings(settings -> settings.withNumberShape(shape));

    cluster.apply(
        IntStream.rangeClosed(1, FLEET)
            .mapToObj(i -> Cluster.assistant(name(i), spec(i + 60)))
            .collect(joining("---\n")));

    eventually(() -> assertThat(cluster.readyReasons()).isEqualTo(Map.of("Synced", (long) FLEET)));
    for (int i = 1; i <= FLEET; i++) {
      assertThat(traffic.bodies(name(i))).hasToString("[{\"number_id\":%d}]".formatted(i + 60));
    }
    assertThat(listReads()).isEqualTo(shape == NumberShape.PAGES ? 3 : 1);
    assertThat(requireNonNull(cluster.status("shop-07").assistant()).phoneNumber())
        .isEqualTo(NumberRenderer.phoneNumber(67));
  }

  @Test
  void numberOfAnotherWorkspaceIsNamedWithItsVoiceAssistant() {
    cluster.applyAssistant(name(1), spec(7));
    eventually(() -> assertThat(cluster.ready(name(1))).startsWith("True Synced"));
    cluster.applyAssistant(name(2), "firstMessage: Hi\n" + spec(7));

    eventually(
        () ->
            assertThat(cluster.ready(name(2)))
                .startsWith("False Rejected:")
                .contains(
                    "phoneNumber +493023125007 (id 7) is not linked",
                    "VoiceAssistant %s/shop-01 has this number".formatted(cluster.namespace())));
    assertThat(simulator.assistant(name(2)).path("firstMessage").asText()).isEqualTo("Hi");
  }

  @Test
  void mistypedNumberIsExplainedAndTheCorrectedOneIsSent() {
    cluster.applyAssistant(name(1), "phoneNumber: \"+433023125007\"");

    eventually(
        () ->
            assertThat(cluster.ready(name(1)))
                .startsWith("False NumberNotFound:")
                .contains("similar: +493023125007", "free: "));
    assertThat(traffic.patches(name(1))).isEmpty();

    cluster.patch(
        name(1), "{\"spec\": {%s}}".formatted(spec(7).replace("phoneNumber", "\"phoneNumber\"")));

    eventually(() -> assertThat(cluster.ready(name(1))).startsWith("True Synced"));
    assertThat(traffic.bodies(name(1))).hasToString("[{\"number_id\":7}]");
  }

  @Test
  void listThatIsNoneIsToldAndNothingIsSent() {
    simulator.inject(Fault.parse("{\"kind\": \"body\", \"content\": \"html\"}").at(Route.NUMBERS));

    cluster.applyAssistant(name(1), spec(7));

    eventually(
        () ->
            assertThat(cluster.ready(name(1)))
                .startsWith("False BadResponse:")
                .contains("the account's phone numbers cannot be read"));
    assertThat(traffic.patches(name(1))).isEmpty();
  }
}
