package net.lumenia.voice.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestIdsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          down, 0f8fad5b-d9cb-469f-a165-70867728950e | down, 7c9e6679-7425-40de-944b-e07fc1f90ae7
          down (request id: 17)                      | down (request id: 4711)
          down, Request-Id=a1                        | down, Request-Id=b2
          down, trace 4bf92f3577b34da6a3ce929d0e0e4736 | down, trace 00f067aa0ba902b74bf92f3577b34da6
          down, id 8a1b2c3d                          | down, id 9f8e7d6c
          down; cf-ray: 8f1c2d3e4f5a6b7c-FRA         | down; cf-ray: 8f1c2d3e4f5a6b7d-AMS
          down; req_011CSHoEeqs5C35K2UUqR7Fy         | down; req_011CSHoEf2kN8s3K2UUqR7Fz
          down; 01ARZ3NDEKTSV4RRFFQ69G5FAV           | down; 01BX5ZZKBKACTAV9WEVGEMMVRZ
          at 2026-11-29T12:00:00Z                    | at 2026-11-29T12:05:00.123Z
          at 2026-11-29 12:00:00,123                 | at 2026-11-29 12:05:00,456
          at Sun, 29 Nov 2026 12:00:00 GMT           | at Mon, 30 Nov 2026 00:00:01 GMT
          at 12:00:00                                | at 9:05:01.5
          attempt 9                                  | attempt 10
          took 1532 ms                               | took 30.5 ms
          wait 17s                                   | wait 3s
          the API failed (HTTP 502): error #17       | the API failed (HTTP 502): error #18
          """)
  void messagesThatDifferInIdsAreEqual(String one, String other) {
    assertThat(RequestIds.isSame("Unavailable", one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Unavailable | the API failed (HTTP 502)        | the API failed (HTTP 503)
          Unavailable | down, error code 1020            | down, error code 1015
          Unavailable | down                             | down 17
          Unavailable | connection refused               | connection reset
          Unavailable | unknown host api-1.example       | unknown host api-2.example
          BadResponse | at fallbackVoices[0].model       | at fallbackVoices[1].model
          BadResponse | live voice.model "nova-2" is old | live voice.model "nova-3" is old
          Rejected    | no voice eleven_turbo_v2         | no voice eleven_turbo_v3
          Rejected    | numberId 7 is linked             | numberId 8 is linked
          WorkspaceConflict | belongs to team/acme 1     | belongs to team/acme 2
          AwaitingApproval  | approve 0123456789abcdef   | approve 0123456789abcdee
          """)
  void messagesThatDifferOtherwiseAreNot(String reason, String one, String other) {
    assertThat(RequestIds.isSame(reason, one, other)).isFalse();
  }

  @Test
  void cutMessagesAreEqualUpToTheCut() {
    String text = "a sentence of a server that talks too much, ".repeat(6);

    assertThat(
            RequestIds.isSame(
                "Timeout",
                "request 9: " + text.substring(0, 240) + "… (HTTP 504)",
                "request 10: " + text.substring(0, 239) + "… (HTTP 504)"))
        .isTrue();
  }

  @Test
  void longMessageIsMaskedFast() {
    String hostile = "1-".repeat(20_000) + "a_".repeat(20_000) + "request ".repeat(5_000);

    assertThat(RequestIds.masked("Timeout", hostile)).isNotEmpty();
  }
}
