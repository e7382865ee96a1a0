package net.lumenia.voice.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Go's rules ({@code golang.org/x/net/http/httpproxy}), plus curl's blanks and final dots. */
class NoProxyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # NO_PROXY                    | host            | port | direct
                                        | example.com     | 443  | false
          example.com                   | example.com     | 443  | true
          example.com                   | EXAMPLE.com     | 443  | true
          Example.COM                   | example.com     | 443  | true
          example.com                   | example.com.    | 443  | true
          example.com.                  | example.com     | 443  | true
          example.com                   | a.example.com   | 443  | true
          example.com                   | a.b.example.com | 443  | true
          example.com                   | myexample.com   | 443  | false
          example.com                   | example.com.org | 443  | false
          ample.com                     | example.com     | 443  | false
          com                           | example.com     | 443  | true
          .example.com                  | a.example.com   | 443  | true
          .example.com                  | example.com     | 443  | false
          *.example.com                 | a.example.com   | 443  | true
          *.example.com                 | example.com     | 443  | false
          *.corp.example                | api.corp.example| 443  | true
          .svc                          | api.default.svc | 443  | true
          example.com:443               | example.com     | 443  | true
          example.com:443               | a.example.com   | 443  | true
          example.com:443               | example.com     | 8443 | false
          *.example.com:8443            | a.example.com   | 8443 | true
          *.example.com:8443            | a.example.com   | 443  | false
          a.com,example.com             | example.com     | 443  | true
          'a.com, example.com'          | example.com     | 443  | true
          'a.com example.com'           | example.com     | 443  | true
          ' , ,example.com, '           | example.com     | 443  | true
          *                             | example.com     | 443  | true
          'a.com, *'                    | 192.0.2.1       | 443  | true
          exa*                          | example.com     | 443  | false
          192.0.2.1                     | 192.0.2.1       | 443  | true
          192.0.2.1                     | 192.0.2.10      | 443  | false
          192.0.2.1:443                 | 192.0.2.1       | 443  | true
          192.0.2.1:443                 | 192.0.2.1       | 80   | false
          192.0.2.                      | 192.0.2.1       | 443  | false
          192.0.2.0/24                  | 192.0.2.200     | 443  | true
          192.0.2.0/24                  | 192.0.3.1       | 443  | false
          192.0.2.0/23                  | 192.0.3.1       | 443  | true
          10.0.0.0/8                    | 10.96.0.1       | 443  | true
          0.0.0.0/0                     | 192.0.2.1       | 443  | true
          0.0.0.0/0                     | example.com     | 443  | false
          192.0.2.0/33                  | 192.0.2.1       | 443  | false
          2001:db8::1                   | 2001:db8::1     | 443  | true
          2001:db8::1                   | 2001:db8:0::1   | 443  | true
          2001:db8::1                   | [2001:db8::1]   | 443  | true
          [2001:db8::1]                 | 2001:db8::1     | 443  | true
          [2001:db8::1]:443             | 2001:db8::1     | 443  | true
          [2001:db8::1]:443             | 2001:db8::1     | 80   | false
          2001:db8::/32                 | 2001:db8:1::1   | 443  | true
          2001:db8::/32                 | 2001:db9::1     | 443  | false
          ::/0                          | 192.0.2.1       | 443  | false
                                        | localhost       | 443  | true
                                        | 127.0.0.1       | 443  | true
                                        | 127.8.9.1       | 443  | true
                                        | ::1             | 443  | true
                                        | [::1]           | 443  | true
                                        | a.localhost     | 443  | false
          bücher.example                | xn--bcher-kva.example | 443 | true
          """)
  void hosts(String noProxy, String host, int port, boolean direct) {
    assertThat(new NoProxy(noProxy == null ? "" : noProxy).matches(host, port)).isEqualTo(direct);
  }

  @Test
  void entriesThatMatchNothingAreReported() {
    var noProxy =
        new NoProxy("exa*mple.com,https://example.com/,10.0.0.0/99,:80,a.com:http,ok.com,*.ok.com");
    assertThat(noProxy.unreadable())
        .containsExactly(
            "exa*mple.com", "https://example.com/", "10.0.0.0/99", ":80", "a.com:http");
  }
}
