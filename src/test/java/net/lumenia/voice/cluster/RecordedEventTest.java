package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Instant;
import net.lumenia.voice.status.Notice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedEventTest {

  /** The API server rejects an event time with any other number of digits. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-30T10:00:00Z,           2026-11-30T10:00:00.000000Z",
    "2026-11-30T10:00:00.031Z,       2026-11-30T10:00:00.031000Z",
    "2026-11-30T10:00:00.031204Z,    2026-11-30T10:00:00.031204Z",
    "2026-11-30T10:00:00.031204999Z, 2026-11-30T10:00:00.031204Z",
  })
  void eventTimeHasMicroseconds(Instant time, String written) {
    var event =
        new RecordedEvent(
                "acme.1",
                new ObjectReferenceBuilder().withNamespace("team").build(),
                new Notice(Notice.Severity.NORMAL, "Patched", "Sent voice"),
                time,
                time,
                1)
            .toEvent();

    assertThat(event.getEventTime().getTime()).isEqualTo(written);
    assertThat(event.getFirstTimestamp()).isEqualTo("2026-11-30T10:00:00Z");
  }
}
