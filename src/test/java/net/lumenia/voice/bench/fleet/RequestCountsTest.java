package net.lumenia.voice.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.lumenia.voice.bench.fleet.RequestCounts.Kind;
import org.junit.jupiter.api.Test;

class RequestCountsTest {

  private static final Kind STATUS = new Kind("PATCH", "voiceassistants", "status");
  private static final Kind APPLY = new Kind("APPLY", "voiceassistants", "");
  private static final Kind GET = new Kind("GET", "voiceassistants", "");

  @Test
  void addsUpTheCodesOfAKind() {
    RequestCounts counts =
        RequestCounts.parse(
            """
            # TYPE apiserver_request_total counter
            apiserver_request_total{code="200",group="voice.lumenia.net",resource="voiceassistants",scope="resource",subresource="status",verb="PATCH"} 7
            apiserver_request_total{code="409",group="voice.lumenia.net",resource="voiceassistants",scope="resource",subresource="status",verb="PATCH"} 1
            apiserver_request_total{code="200",group="voice.lumenia.net",resource="voiceassistants",scope="resource",subresource="",verb="GET"} 1.2e+03
            apiserver_request_total{code="0",group="",resource="",scope="",subresource="/readyz",verb="GET"} 5
            apiserver_request_duration_seconds_count{resource="voiceassistants",verb="GET"} 9
            """);
    assertThat(counts.counts()).isEqualTo(Map.of(STATUS, 8L, GET, 1_200L));
    assertThat(counts.total()).isEqualTo(1_208);
    assertThat(counts.writes()).isEqualTo(8);
  }

  @Test
  void tellsWhatWasAdded() {
    var before = new RequestCounts(Map.of(STATUS, 8L, GET, 2L));
    var after = new RequestCounts(Map.of(STATUS, 10L, GET, 2L, APPLY, 1L));
    assertThat(after.since(before).counts()).isEqualTo(Map.of(STATUS, 2L, APPLY, 1L));
    assertThat(after.since(before).without(APPLY).writes()).isEqualTo(2);
  }

  @Test
  void namesKinds() {
    assertThat(STATUS).hasToString("PATCH voiceassistants/status");
    assertThat(GET).hasToString("GET voiceassistants");
  }
}
