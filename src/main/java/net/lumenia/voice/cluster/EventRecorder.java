package net.lumenia.voice.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import net.lumenia.voice.status.Notice;
import net.lumenia.voice.status.RequestIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells of notices as Kubernetes events and in the log. The same notice about the same resource is
 * one object with a count, so that a failure that lasts is no stream. Every notice is logged, too.
 * Events are a courtesy: failing to write one is logged and changes nothing else.
 */
public final class EventRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final String COMPONENT = "voice-operator";

  /** In bytes of UTF-8; the API server refuses an event with more. */
  private static final int MAX_MESSAGE = 1024;

  private static final String ELLIPSIS = "…";

  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;
  private final InstantSource clock;

  public EventRecorder(KubernetesClient kubernetes, ApiServerLimit limit, InstantSource clock) {
    this.kubernetes = kubernetes;
    this.limit = limit;
    this.clock = clock;
  }

  public void record(HasMetadata about, Notice notice) {
    String resource = about.getKind() + " " + References.key(about);
    Level level = notice.severity() == Notice.Severity.WARNING ? Level.WARN : Level.INFO;
    LOG.atLevel(level)
        .addKeyValue("reason", notice.reason())
        .log("{}: {}: {}", resource, notice.reason(), notice.message());
    try {
      Event event = event(about, notice);
      limit.call(() -> write(event));
    } catch (KubernetesClientException e) {
      LOG.warn("{}: the event was not written: {}", resource, ApiServerErrors.message(e));
    }
  }

  private Event write(Event event) {
    try {
      return kubernetes.resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return kubernetes
          .resource(event)
          .edit(
              existing ->
                  new EventBuilder(existing)
                      .withCount(existing.getCount() == null ? 2 : existing.getCount() + 1)
                      .withLastTimestamp(event.getLastTimestamp())
                      .build());
    }
  }

  private Event event(HasMetadata about, Notice notice) {
    Instant now = clock.instant();
    String seconds = now.truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withName(name(about, notice))
        .withNamespace(about.getMetadata().getNamespace())
        .endMetadata()
        .withInvolvedObject(reference(about))
        .withType(notice.severity().text())
        .withReason(notice.reason())
        .withMessage(cut(notice.message()))
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .withReportingInstance(COMPONENT)
        .withAction("Reconcile")
        .withEventTime(new MicroTime(now.truncatedTo(ChronoUnit.MICROS).toString()))
        .withFirstTimestamp(seconds)
        .withLastTimestamp(seconds)
        .withCount(1)
        .build();
  }

  /** The same for the same notice, whatever id it came with: that is what makes it one object. */
  private static String name(HasMetadata about, Notice notice) {
    String identity =
        String.join(
            "\n",
            about.getMetadata().getUid(),
            notice.reason(),
            RequestIds.masked(notice.reason(), notice.message()));
    return DeterministicName.of(about.getMetadata().getName(), ".", identity);
  }

  private static ObjectReference reference(HasMetadata about) {
    return new ObjectReferenceBuilder()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withNamespace(about.getMetadata().getNamespace())
        .withName(about.getMetadata().getName())
        .withUid(about.getMetadata().getUid())
        .withResourceVersion(about.getMetadata().getResourceVersion())
        .build();
  }

  /** Between two characters: half of one is no UTF-8. */
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
