package net.lumenia.voice.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import okhttp3.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

  @ParameterizedTest
  @CsvSource({
    "http://proxy.example:3128, proxy.example:3128",
    "proxy.example:3128, proxy.example:3128",
    "proxy.example, proxy.example:80",
    "http://proxy.example, proxy.example:80",
    "HTTP://Proxy.Example:3128/, proxy.example:3128",
    "'  http://proxy.example:3128 ', proxy.example:3128",
    "http://192.0.2.1:3128, 192.0.2.1:3128",
    "http://[2001:db8::1]:3128, [2001:db8::1]:3128",
    "[2001:db8::1]:3128, [2001:db8::1]:3128",
    "me:secret@proxy.example:3128, proxy.example:3128",
  })
  void formsOfAProxy(String value, String name) {
    assertThat(ProxyServer.parse("HTTPS_PROXY", value).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "http://me:secret@p, me, secret",
    "me:secret@p, me, secret",
    "http://me%40corp:p%3Aa%2Fss%23@p, me@corp, p:a/ss#",
    "http://me@p, me, ''",
    "http://me:@p, me, ''",
  })
  void userAndPassword(String value, String user, String password) {
    ProxyServer proxy = ProxyServer.parse("HTTPS_PROXY", value);
    assertThat(proxy.authorization()).contains(Credentials.basic(user, password));
    assertThat(proxy.toString()).isEqualTo("ProxyServer[p:80]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://me:secret@",
        "http://me:sec#ret@proxy.example:3128",
        "http://me:sec/ret@proxy.example:3128",
        "http://me:12#34@proxy.example:3128",
        "http://me:12/34@proxy.example:3128",
        "http://proxy.example:secret",
        "http://",
        "://secret",
        "http://a secret b",
      })
  void invalidProxyIsRefusedWithoutItsPassword(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Proxies.from(Map.of("HTTPS_PROXY", value)))
        .withMessage(
            "HTTPS_PROXY is not the URL of a proxy; give it as http://[user:password@]host[:port],"
                + " with special characters in user and password percent-encoded")
        .withNoCause();
  }

  @Test
  void otherSchemesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Proxies.from(Map.of("https_proxy", "socks5://me:secret@proxy:1080")))
        .withMessageStartingWith(
            "https_proxy: proxies with the scheme socks5 are not supported; give it as http://")
        .withMessageNotContaining("secret@");
  }

  @ParameterizedTest
  @CsvSource({
    "https, api.example, 443, https-upper:1",
    "http, api.example, 80, http-upper:1",
    "https, direct.example, 443, ''",
    "http, direct.example, 80, ''",
    "https, localhost, 443, ''",
  })
  void variablesByScheme(String scheme, String host, int port, String proxy) {
    var proxies =
        Proxies.from(
            Map.of(
                "HTTPS_PROXY",
                "https-upper:1",
                "HTTP_PROXY",
                "http-upper:1",
                "NO_PROXY",
                "direct.example"));
    assertThat(proxies.forUrl(scheme, host, port).map(ProxyServer::name).orElse(""))
        .isEqualTo(proxy);
  }

  @Test
  void lowerCaseTakesPrecedenceAndEmptyCountsAsAbsent() {
    var proxies =
        Proxies.from(
            Map.of(
                "https_proxy", "lower:1",
                "HTTPS_PROXY", "upper:1",
                "http_proxy", " ",
                "HTTP_PROXY", "upper:2",
                "no_proxy", "a.example",
                "NO_PROXY", "b.example"));
    assertThat(name(proxies, "https", "b.example")).contains("lower:1");
    assertThat(name(proxies, "https", "a.example")).isEmpty();
    assertThat(name(proxies, "http", "b.example")).contains("upper:2");
  }

  @Test
  void withoutVariablesThereIsNoProxy() {
    assertThat(name(Proxies.from(Map.of()), "https", "api.example")).isEmpty();
    assertThat(name(Proxies.from(Map.of("HTTP_PROXY", "p:1")), "https", "api.example")).isEmpty();
  }

  private static Optional<String> name(Proxies proxies, String scheme, String host) {
    return proxies.forUrl(scheme, host, 443).map(ProxyServer::name);
  }
}
