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
 * Writes notices as Kubernetes events and to the log. A repeated notice about a resource increments
 * the count of its event, so that a lasting failure does not flood the API server. A failure to
 * write an event is logged and has no other effect.
 */
public final class EventRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final String COMPONENT = "voice-operator";

  /** In bytes of UTF-8; the API server rejects events with longer messages. */
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

  public void record(HasMetadata resource, Notice notice) {
    String name = resource.getKind() + " " + References.key(resource);
    Level level = notice.severity() == Notice.Severity.WARNING ? Level.WARN : Level.INFO;
    LOG.atLevel(level)
        .addKeyValue("reason", notice.reason())
        .log("{}: {}: {}", name, notice.reason(), notice.message());
    try {
      Event event = event(resource, notice);
      limit.call(() -> write(event));
    } catch (KubernetesClientException e) {
      LOG.warn("{}: could not write an event: {}", name, ApiServerErrors.message(e));
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

  private Event event(HasMetadata resource, Notice notice) {
    Instant now = clock.instant();
    String seconds = now.truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withName(name(resource, notice))
        .withNamespace(resource.getMetadata().getNamespace())
        .endMetadata()
        .withInvolvedObject(reference(resource))
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
