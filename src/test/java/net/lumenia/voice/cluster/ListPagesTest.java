package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListPagesTest {

  private static final int MAX_BYTES = 1_000;

  private final MockWebServer server = new MockWebServer();
  private final OkHttpClient client =
      new OkHttpClient.Builder().addInterceptor(new ListPages(MAX_BYTES)).build();
  private final List<String> limits = new ArrayList<>();
  private int bytesPerObject = 1;

  @BeforeEach
  void start() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String limit = request.getUrl().queryParameter("limit");
            limits.add(String.valueOf(limit));
            int objects = limit == null ? MAX_BYTES : Integer.parseInt(limit);
            return new MockResponse.Builder().body("x".repeat(objects * bytesPerObject)).build();
          }
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private int get(String query) throws IOException {
    var request = new Request.Builder().url(server.url("/objects" + query)).build();
    try (var response = client.newCall(request).execute()) {
      return response.body().string().length();
    }
  }

  private int page() throws IOException {
    return get("?limit=500&continue=abc");
  }

  @Test
  void smallObjectsAreListedInLargePages() throws IOException {
    assertThat(page()).isEqualTo(500);
    assertThat(limits).containsExactly("500");
  }

  @Test
  void pageThatIsTooLargeIsRequestedWithFewerObjects() throws IOException {
    bytesPerObject = 100;
    assertThat(page()).isEqualTo(700);
    assertThat(limits).containsExactly("500", "62", "7");
  }

  /** One object may be larger than a page, and has to be listed all the same. */
  @Test
  void smallestPageIsReadWhateverItsSize() throws IOException {
    bytesPerObject = MAX_BYTES;
    assertThat(page()).isEqualTo(4 * MAX_BYTES);
    assertThat(limits).containsExactly("500", "62", "7", "4");
  }

  @Test
  void pagesGrowAgainStepByStep() throws IOException {
    bytesPerObject = 100;
    page();
    bytesPerObject = 1;
    limits.clear();
    for (int i = 0; i < 8; i++) {
      page();
    }
    assertThat(limits).containsExactly("14", "28", "56", "112", "224", "448", "500", "500");
  }

  @Test
  void otherRequestsAreNotChanged() throws IOException {
    assertThat(get("?watch=true&limit=1000")).isEqualTo(MAX_BYTES);
    assertThat(limits).containsExactly("1000");
  }
}
