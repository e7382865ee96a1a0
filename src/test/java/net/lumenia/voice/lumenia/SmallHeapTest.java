package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import net.lumenia.voice.controlplane.WithProcesses;
import okhttp3.Protocol;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads many of the largest possible answers at once in a heap of 64 MiB; the chart's default has
 * 71. {@link SmallHeap} runs in the child JVM.
 */
@WithProcesses
class SmallHeapTest {

  static final int KINDS = 6;

  private static final int SIZE = 4 << 20;

  /** The largest possible kept and skipped parts. */
  private static final List<ByteString> ASSISTANTS =
      List.of(
          filled("{\"assistant\":{\"firstMessage\":\"Hi\",\"prompt\":\"", "x", "\"}}"),
          filled("{\"assistant\":{\"prompt\":\"p\",\"unknown\":\"", "x", "\"}}"),
          filled(
              "{\"assistant\":{\"prompt\":\"p\",\"unknown\":[",
              "{\"a\":\"#" + "b".repeat(80) + "\"},",
              "0]}}"),
          filled(
              "{\"assistant\":{\"prompt\":\"%s\",\"voice\":{\"z\":["
                  .formatted("\u20ac".repeat(262_144)),
              "[\"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\"],",
              "0]}}}"),
          filled(
              "{\"assistant\":{\"prompt\":\"p\",\"fallbackVoices\":[",
              "{\"voiceId\":\"" + "v".repeat(100) + "\"},",
              "{}]}}"),
          filled(
              "{\"assistant\":{\"model\":{\"messages\":[",
              "{\"role\":\"system\",\"content\":\"" + "x".repeat(200_000) + "\"},",
              "{}]}}}"));

  private static final ByteString VALUES =
      filled(
          "{\"voice\":{\"providers\":[{\"value\":\"p\",\"voiceIds\":[",
          "{\"value\":\"#\"},",
          "\"z\"]}]}}");
  private static final ByteString STRINGS =
      filled(
          "{\"voice\":{\"providers\":[{\"value\":\"p\",\"voiceIds\":[",
          "\"#" + "\u20ac".repeat(80) + "\",",
          "\"z\"]}]}}");
  private static final ByteString OBJECTS =
      filled(
          "{\"transcriber\":{\"providers\":[",
          "{\"value\":\"#\",\"models\":[{\"value\":\"m\",\"languages\":{\"a\":{},\"b\":\"abcdefghijklmnopq\"}}]},",
          "\"z\"]}}");

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_1_1", "H2_PRIOR_KNOWLEDGE"})
  @Timeout(120)
  void largestAnswersAreRead(String protocol) throws Exception {
    try (var server = new MockWebServer()) {
      server.setProtocols(List.of(Protocol.valueOf(protocol)));
      server.setDispatcher(new Largest());
      server.start();
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx64m",
                  "-XX:+UseSerialGC",
                  "-XX:+ExitOnOutOfMemoryError",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SmallHeap.class.getName(),
                  server.url("/").toString(),
                  protocol)
              .redirectErrorStream(true)
              .start();
      try {
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
            .isEqualToNormalizingNewlines("read 35\n");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static ByteString filled(String start, String repeated, String end) {
    var body = new Buffer().writeUtf8(start);
    for (int i = 0; body.size() + repeated.length() * 3L + end.length() <= SIZE; i++) {
      body.writeUtf8(repeated.replace("#", Integer.toHexString(i)));
    }
    return body.writeUtf8(end).readByteString();
  }

  private static final class Largest extends Dispatcher {

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      return new MockResponse.Builder().body(new Buffer().write(body(request))).build();
    }

    private static ByteString body(RecordedRequest request) {
      String path = String.valueOf(request.getTarget());
      if (path.endsWith("/auth")) {
        return ByteString.encodeUtf8("{\"authenticated\":true}");
      }
      if (path.contains("/catalog")) {
        return switch (String.valueOf(request.getHeaders().get("X-Account-Id"))) {
          case "values" -> VALUES;
          case "strings" -> STRINGS;
          default -> OBJECTS;
        };
      }
      return ASSISTANTS.get(Integer.parseInt(path.replaceAll(".*/kind([0-9]+)/.*", "$1")));
    }
  }
}
