package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an event: creates its object, or increments the count of the object that is there already,
 * so that a lasting failure is one object. A failure to write an event is logged and has no other
 * effect.
 */
public final class EventWriter implements Consumer<RecordedEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

  private final KubernetesClient kubernetes;
  private final ApiServerLimit limit;

  public EventWriter(KubernetesClient kubernetes, ApiServerLimit limit) {
    this.kubernetes = kubernetes;
    this.limit = limit;
  }

  @Override
  public void accept(RecordedEvent event) {
    try {
      limit.callInBackground(() -> write(event));
    } catch (KubernetesClientException e) {
      LOG.warn(
          "{} {}: could not write an event: {}",
          event.resource().getKind(),
          References.key(event.namespace(), event.resource().getName()),
          ApiServerErrors.message(e));
    }
  }

  private boolean write(RecordedEvent event) {
    Event created = event.toEvent();
    try {
      MetadataRequest.create(
          kubernetes,
          "api/v1/namespaces/%s/events".formatted(event.namespace()),
          created,
          "creating an event");
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      kubernetes.resource(created).edit(event::countedIn);
      return false;
    }
  }
}
