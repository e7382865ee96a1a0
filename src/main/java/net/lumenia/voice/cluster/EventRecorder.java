package net.lumenia.voice.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import net.lumenia.voice.status.Notice;
import net.lumenia.voice.status.RequestIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Records notices in the log and as Kubernetes events. */
public final class EventRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

  /** In bytes of UTF-8; the API server rejects events with longer messages. */
  private static final int MAX_MESSAGE = 1024;

  private static final String ELLIPSIS = "…";

  private final Consumer<RecordedEvent> events;
  private final InstantSource clock;

  /**
   * @param events writes them
   */
  public EventRecorder(Consumer<RecordedEvent> events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  public void record(HasMetadata resource, Notice notice) {
    Level level = notice.severity() == Notice.Severity.WARNING ? Level.WARN : Level.INFO;
    LOG.atLevel(level)
        .addKeyValue("reason", notice.reason())
        .log(
            "{} {}: {}: {}",
            resource.getKind(),
            References.key(resource),
            notice.reason(),
            notice.message());
    if (notice.isEvent()) {
      write(resource, notice);
    }
  }

  private void write(HasMetadata resource, Notice notice) {
    Instant now = clock.instant();
    var shown = new Notice(notice.severity(), notice.reason(), cut(notice.message()));
    events.accept(
        new RecordedEvent(name(resource, notice), reference(resource), shown, now, now, 1));
  }

  /** The same name for the same notice, whatever request id its message has. */
  private static String name(HasMetadata resource, Notice notice) {
    String identity =
        String.join(
            "\n",
            resource.getMetadata().getUid(),
            notice.reason(),
            RequestIds.masked(notice.reason(), notice.message()));
    return DeterministicName.of(resource.getMetadata().getName(), ".", identity);
  }

  private static ObjectReference reference(HasMetadata resource) {
    return new ObjectReferenceBuilder()
        .withApiVersion(resource.getApiVersion())
        .withKind(resource.getKind())
        .withNamespace(resource.getMetadata().getNamespace())
        .withName(resource.getMetadata().getName())
        .withUid(resource.getMetadata().getUid())
        .withResourceVersion(resource.getMetadata().getResourceVersion())
        .build();
  }

  /** Cuts between two code points, so that the result is valid UTF-8. */
  private static String cut(String text) {
    if (bytes(text) <= MAX_MESSAGE) {
      return text;
    }
    int room = MAX_MESSAGE - bytes(ELLIPSIS);
    int end = 0;
    while (true) {
      int next = text.offsetByCodePoints(end, 1);
      room -= bytes(text.substring(end, next));
      if (room < 0) {
        return text.substring(0, end) + ELLIPSIS;
      }
      end = next;
    }
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
