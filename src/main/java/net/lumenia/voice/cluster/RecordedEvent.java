package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import net.lumenia.voice.status.Notice;

/**
 * A Kubernetes event to write.
 *
 * @param name of the event; the same for the same notice about the same resource
 * @param resource the event is about
 * @param notice with a message that the API server accepts
 * @param first the time at which it was recorded first
 * @param last the time at which it was recorded last
 * @param count how often it was recorded
 */
public record RecordedEvent(
    String name, ObjectReference resource, Notice notice, Instant first, Instant last, int count) {

  private static final String COMPONENT = "voice-operator";

  /** The API server accepts no other number of digits. */
  private static final DateTimeFormatter MICROS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

  /** The namespace of the resource and of the event. */
  String namespace() {
    return resource.getNamespace();
  }

  /** This event and a later one of the same name as one. */
  RecordedEvent plus(RecordedEvent later) {
    return new RecordedEvent(
        name, later.resource, later.notice, first, later.last, count + later.count);
  }

  /** The object to create. */
  Event toEvent() {
    return new EventBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace())
        .endMetadata()
        .withInvolvedObject(resource)
        .withType(notice.severity().text())
        .withReason(notice.reason())
        .withMessage(notice.message())
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .withReportingInstance(COMPONENT)
        .withAction("Reconcile")
        .withEventTime(new MicroTime(MICROS.format(first)))
        .withFirstTimestamp(seconds(first))
        .withLastTimestamp(seconds(last))
        .withCount(count)
        .build();
  }

  /** The object that is there already, with this event counted. */
  Event countedIn(Event existing) {
    int before = existing.getCount() == null ? 1 : existing.getCount();
    return new EventBuilder(existing)
        .withCount(before + count)
        .withLastTimestamp(seconds(last))
        .build();
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
