package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.Value;
import org.junit.jupiter.api.Test;

/** OkHttp's limit of five calls per host does not apply. */
class ConcurrentCallsTest {

  private static final int CALLS = 200;

  @Test
  void twoHundredCallsAtOnce() throws InterruptedException {
    try (var api = new Api();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      api.server.setDispatcher(new AllTogether());
      List<Callable<ApiResult<LiveAssistant>>> calls =
          IntStream.range(0, CALLS)
              .<Callable<ApiResult<LiveAssistant>>>mapToObj(
                  i -> () -> api.client.getAssistant(api.credentials(), "slug" + i))
              .toList();
      List<Future<ApiResult<LiveAssistant>>> results = threads.invokeAll(calls);
      for (int i = 0; i < CALLS; i++) {
        assertThat(Api.value(results.get(i).resultNow()).field(Field.FIRST_MESSAGE))
            .isEqualTo(
                new Live.Reported<>(
                    new Value.Text(
                        "/api/v1/workspace/slug%d/voice-integration/assistant".formatted(i))));
      }
      assertThat(api.observed).hasSize(CALLS).containsOnly("get_assistant 200");
    }
  }

  /** Answers no call before all have arrived. */
  private static final class AllTogether extends Dispatcher {

    private final CountDownLatch arrived = new CountDownLatch(CALLS);

    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
      arrived.countDown();
      arrived.await();
      return new MockResponse.Builder()
          .body("{\"assistant\":{\"firstMessage\":\"%s\"}}".formatted(request.getTarget()))
          .build();
    }
  }
}
