package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import mockwebserver3.MockResponse;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiFailure.Unavailable;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls through a proxy, whose failures are told as its own. */
class ProxyTest {

  private static final String BASIC = "Basic bWU6c2VjcmV0QDE="; // me:secret@1
  private static final String OK = "{\"assistant\":{\"firstMessage\":\"Hi\"}}";

  @TempDir private Path directory;
  private final HeldCertificate authority = TlsApi.authority("Corp CA");
  private final TlsApi api = new TlsApi(TlsApi.certificateOf(authority).build());
  private final TestProxy proxy = new TestProxy(api.server.getPort());
  private Path caFile = Path.of("");

  @BeforeEach
  void writeCaFile() {
    caFile = TlsApi.write(directory.resolve("ca.pem"), authority);
  }

  @AfterEach
  void close() throws IOException {
    api.close();
    proxy.close();
  }

  @Test
  void httpsGoesThroughATunnel() {
    assertGood(get(Map.of("HTTPS_PROXY", "http://" + proxy.name())));
    assertThat(proxy.requests).hasSize(1).first().asString().startsWith("CONNECT " + TlsApi.HOST);
    assertThat(proxy.requests.getFirst()).doesNotContain(Api.SECRET);
  }

  @Test
  void noProxyIsReachedDirectly() {
    var environment = Map.of("HTTPS_PROXY", proxy.name(), "NO_PROXY", "*.corp.example");
    assertThat(Api.failure(get(environment)).message())
        .isEqualTo("DNS does not know the host api.corp.example of the base URL");
    assertThat(proxy.requests).isEmpty();
  }

  @Test
  void loopbackIsReachedDirectly() {
    assertGood(api.get(TlsApi.client(Map.of("HTTPS_PROXY", proxy.name()), caFile)));
    assertThat(proxy.requests).isEmpty();
  }

  @Test
  void passwordIsSentWhenTheProxyAsksForIt() {
    proxy.requiring(BASIC);
    LumeniaClient client =
        TlsApi.client(Map.of("HTTPS_PROXY", "me:secret%401@" + proxy.name()), caFile);
    assertGood(api.get(client, TlsApi.HOST));
    assertThat(proxy.requests)
        .hasSize(2)
        .satisfies(
            heads -> assertThat(heads.getFirst()).doesNotContain("Proxy-Authorization"),
            heads -> assertThat(heads.getLast()).contains(BASIC));
  }

  @ParameterizedTest
  @CsvSource({"''", "me:wrong@"})
  void passwordThatIsMissingOrRefused(String userInfo) {
    proxy.requiring(BASIC);
    assertThat(Api.failure(get(Map.of("HTTPS_PROXY", userInfo + proxy.name()))))
        .isInstanceOf(Unavailable.class)
        .extracting(ApiFailure::message)
        .isEqualTo(
            "the proxy %s wants a user and password, or refused those that it got; put valid ones into its URL, as http://user:password@host:port (HTTP 407)"
                .formatted(proxy.name()));
  }

  @ParameterizedTest
  @CsvSource({
    "403, 'refuses to connect to api.corp.example; allow the operator to reach it there, or add it to NO_PROXY (HTTP 403)'",
    "502, could not connect to api.corp.example (HTTP 502)",
    "503, could not connect to api.corp.example (HTTP 503)",
  })
  void refusedTunnelIsTheProxysFailure(int status, String message) {
    proxy.answering("HTTP/1.1 %d No\r\nContent-Length: 6\r\n\r\n<html>".formatted(status));
    assertThat(Api.failure(get(Map.of("HTTPS_PROXY", proxy.name()))))
        .isInstanceOf(Unavailable.class)
        .extracting(ApiFailure::message)
        .isEqualTo("the proxy %s %s".formatted(proxy.name(), message));
  }

  @ParameterizedTest
  @CsvSource({"''", "SSH-2.0-OpenSSH"})
  void proxyThatDoesNotSpeakHttp(String answer) {
    proxy.answering(answer + "\r\n");
    assertThat(Api.failure(get(Map.of("HTTPS_PROXY", proxy.name()))).message())
        .startsWith("the proxy %s did not connect to api.corp.example: ".formatted(proxy.name()));
  }

  @ParameterizedTest
  @CsvSource({"https", "http"})
  void deadProxy(String scheme) throws IOException {
    int port;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    String dead = "me:secret@127.0.0.1:" + port;
    LumeniaClient client = TlsApi.client(Map.of("HTTPS_PROXY", dead, "HTTP_PROXY", dead), caFile);
    ApiFailure failure =
        Api.failure(
            client.getAssistant(Api.credentials(scheme + "://api.corp.example"), "61636d65"));
    assertThat(failure)
        .isInstanceOf(Unavailable.class)
        .extracting(ApiFailure::message)
        .isEqualTo("connection refused by the proxy 127.0.0.1:" + port);
  }

  @Test
  void unknownProxy() {
    assertThat(Api.failure(get(Map.of("HTTPS_PROXY", "proxy.invalid:3128"))).message())
        .isEqualTo("DNS does not know the host of the proxy proxy.invalid:3128");
  }

  /** Once there is a tunnel, what fails is not the proxy. */
  @Test
  void failureBehindTheProxyIsNotItsFailure() {
    LumeniaClient client = TlsApi.client(Map.of("HTTPS_PROXY", proxy.name()));
    assertThat(Api.failure(api.get(client, TlsApi.HOST)).message())
        .startsWith("TLS with api.corp.example failed: ")
        .doesNotContain("proxy");
  }

  @Test
  void httpIsSentInAbsoluteForm() throws IOException {
    try (var plain = new Api();
        var front = new TestProxy(plain.server.getPort())) {
      plain.answering(200, OK);
      LumeniaClient client = TlsApi.client(Map.of("HTTP_PROXY", front.name()));
      assertGood(client.getAssistant(Api.credentials("http://api.corp.example"), "61636d65"));
      assertThat(front.requests.getFirst())
          .startsWith("GET http://api.corp.example/api/v1/workspace/61636d65/");
    }
  }

  @Test
  void passwordOverHttp() throws IOException {
    try (var plain = new Api();
        var front = new TestProxy(plain.server.getPort()).requiring(BASIC)) {
      plain.answering(new MockResponse.Builder().body(OK).build()).answering(200, OK);
      LumeniaClient client = TlsApi.client(Map.of("http_proxy", "me:secret%401@" + front.name()));
      var credentials = Api.credentials("http://api.corp.example");
      assertGood(client.getAssistant(credentials, "61636d65"));

      LumeniaClient without = TlsApi.client(Map.of("http_proxy", front.name()));
      assertThat(Api.failure(without.getAssistant(credentials, "61636d65")))
          .isInstanceOf(Unavailable.class)
          .extracting(ApiFailure::message)
          .asString()
          .startsWith("the proxy %s wants a user and password".formatted(front.name()));
    }
  }

  private ApiResult<LiveAssistant> get(Map<String, String> environment) {
    return api.get(TlsApi.client(environment, caFile), TlsApi.HOST);
  }

  private static void assertGood(ApiResult<LiveAssistant> result) {
    assertThat(Api.value(result).values()).hasSize(1);
  }
}
