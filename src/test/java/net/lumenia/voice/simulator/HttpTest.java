package net.lumenia.voice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.FaultPhase;
import net.lumenia.voice.simulator.faults.InjectedFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP server, tested byte by byte. */
class HttpTest {

  private static final String PATCH =
      """
      PATCH %s/assistant HTTP/1.1
      authorization: Bearer %s
      x-account-id: %s
      content-type: application/json
      """
          .formatted(Client.path("acme"), SimulatorOptions.TOKEN, SimulatorOptions.ACCOUNT_ID);

  private Simulator simulator;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorOptions.defaults());
    simulator.addWorkspace("acme");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void connectionServesSeveralRequests() throws IOException {
    String request = PATCH + "Content-Length: 14\n\n{\"prompt\":\"1\"}";
    String last = "\r\nGET /api/v1/auth HTTP/1.1\r\nConnection: Keep-Alive, Close\r\n\r\n";
    String answers = RawClient.send(simulator, request + last);
    assertThat(answers).containsSubsequence("HTTP/1.1 200 ", "HTTP/1.1 403 ", "Connection: close");
    assertThat(prompt()).isEqualTo("1");
  }

  @Test
  void chunkedBodyIsRead() throws IOException {
    String chunks = "5;x=y\r\n{\"pro\r\n009\r\nmpt\":\"2\"}\r\n0\r\nTrailer: x\r\n\r\n";
    String answer =
        RawClient.send(
            simulator, PATCH + "Transfer-Encoding: chunked\nConnection: close\n\n" + chunks);
    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(prompt()).isEqualTo("2");
  }

  @Test
  void expectContinueGets100Continue() throws IOException {
    String answer =
        RawClient.send(
            simulator,
            PATCH
                + "Expect: 100-continue\nConnection: close\nContent-Length: 14\n\n"
                + "{\"prompt\":\"3\"}");
    assertThat(answer).startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 ");
  }

  @Test
  void http10ConnectionIsClosed() throws IOException {
    assertThat(RawClient.send(simulator, "GET /api/v1/auth HTTP/1.0\n\n"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void closeDoesNotWaitForDelayedResponses() throws Exception {
    InjectedFault latency =
        simulator.inject(Fault.of(new FaultKind.Latency(3_600_000, FaultPhase.BEFORE)));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> answer =
          threads.submit(() -> RawClient.send(simulator, "GET /api/v1/auth HTTP/1.1\n\n"));
      await().until(() -> latency.strikes() == 1);
      simulator.close();
      assertThat(answer.get(30, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void headResponseHasNoBody() throws IOException {
    assertThat(RawClient.send(simulator, "HEAD /x HTTP/1.1\nConnection: close\n\n"))
        .startsWith("HTTP/1.1 404 ")
        .contains("Content-Length: ")
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET                                              | the first line is not "METHOD /path HTTP/1.1"
          GET /x HTTP/2                                    | the first line is not "METHOD /path HTTP/1.1"
          GET /%zz HTTP/1.1                                | "/%zz" is not a path
          GET mailto:x HTTP/1.1                            | "mailto:x" is not a path
          GET /x HTTP/1.1\\nnonsense                       | a header is not "Name: value"
          PATCH /x HTTP/1.1\\nContent-Length: x            | "x" is not the length of a body
          PATCH /x HTTP/1.1\\nContent-Length: -1           | "-1" is not the length of a body
          PATCH /x HTTP/1.1\\nTransfer-Encoding: gzip      | Transfer-Encoding must be chunked
          """)
  void invalidHttpIsRejected(String request, String why) throws IOException {
    assertThat(RawClient.send(simulator, request.replace("\\n", "\n") + "\n\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("Connection: close\r\n")
        .endsWith("\r\n\r\nbad request: " + why);
  }

  private String prompt() {
    return simulator.assistant("acme").path("prompt").asText();
  }
}
