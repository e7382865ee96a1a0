package net.lumenia.voice.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.InjectedFault;
import net.lumenia.voice.simulator.state.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Concurrent requests. */
class ConcurrencyTest {

  private Simulator simulator;
  private Client client;

  @BeforeEach
  void start() {
    List<String> workspaces = IntStream.range(0, 50).mapToObj(i -> "w" + i).toList();
    simulator = Simulator.start(SimulatorOptions.defaults().withWorkspaces(workspaces));
    client = Client.of(simulator);
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void concurrentPatchesChangeTheirOwnWorkspaces() throws Exception {
    List<Integer> statuses =
        allAtOnce(i -> client.patch("w" + i, "{\"prompt\":\"%d\"}".formatted(i)).status());
    assertThat(statuses).containsOnly(200);
    for (int i = 0; i < 50; i++) {
      assertThat(simulator.assistant("w" + i).path("prompt").asText())
          .isEqualTo(Integer.toString(i));
    }
    assertThat(simulator.requests()).extracting(LoggedRequest::sequence).doesNotHaveDuplicates();
  }

  @Test
  void concurrentPartialUpdatesAreAllStored() throws Exception {
    simulator.addWorkspace("one");
    allAtOnce(
        i ->
            client
                .patch("one", i % 2 == 0 ? "{\"prompt\":\"p\"}" : "{\"firstMessage\":\"f\"}")
                .status());
    assertThat(simulator.assistant("one"))
        .isEqualTo(Client.json("{'prompt':'p','firstMessage':'f'}"));
  }

  @Test
  void concurrentRequestsLinkNumberOnce() throws Exception {
    List<Integer> statuses = allAtOnce(i -> client.patch("w" + i, "{\"number_id\":7}").status());
    assertThat(statuses).containsOnlyOnce(200).contains(400);
    assertThat(IntStream.range(0, 50).filter(i -> simulator.assistant("w" + i).has("number_id")))
        .hasSize(1);
  }

  @Test
  void concurrentRequestsProvisionOnce() throws Exception {
    simulator.account().addUnprovisionedWorkspace("new");
    List<Integer> statuses =
        allAtOnce(
            i ->
                client
                    .send(
                        client.request(
                            "POST", Client.path("new"), "{\"prompt\":\"%d\"}".formatted(i)))
                    .status());
    assertThat(statuses).containsOnlyOnce(200).contains(400);
  }

  @Test
  void concurrentRequestsDoNotExceedFaultLimit() throws Exception {
    InjectedFault first = simulator.inject(Fault.status(500).times(20));
    InjectedFault second = simulator.inject(Fault.status(429).on("GET").times(5));
    List<Integer> statuses = allAtOnce(i -> client.show("w" + i).status());
    assertThat(statuses).filteredOn(status -> status == 500).hasSize(20);
    assertThat(statuses).filteredOn(status -> status == 429).hasSize(5);
    assertThat(statuses).filteredOn(status -> status == 200).hasSize(25);
    assertThat(List.of(first.strikes(), second.strikes())).containsExactly(20L, 5L);
  }

  private interface Call {
    int status(int index);
  }

  private static List<Integer> allAtOnce(Call call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> calls =
          IntStream.range(0, 50).<Callable<Integer>>mapToObj(i -> () -> call.status(i)).toList();
      return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
  }
}
