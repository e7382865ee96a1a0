package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import net.lumenia.voice.crd.VoiceAssistant;

/** The time of the last edit of a resource, as recorded by the API server, to the second. */
public final class LastEdit {

  private LastEdit() {}

  /** The time of the last edit of a resource; empty if it has none. */
  public static Optional<Instant> of(VoiceAssistant resource) {
    return of(resource.getMetadata());
  }

  /** Entries without a time are ignored: {@code kubectl replace} sends such. */
  public static Optional<Instant> of(ObjectMeta metadata) {
    return metadata.getManagedFields().stream()
        .filter(entry -> !"status".equals(entry.getSubresource()))
        .flatMap(entry -> Optional.ofNullable(entry.getTime()).stream())
        .flatMap(time -> parse(time).stream())
        .max(Comparator.naturalOrder());
  }

  /** A time in the notation of the API server; empty if it is damaged. */
  public static Optional<Instant> parse(String time) {
    try {
      return Optional.of(Instant.parse(time));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
