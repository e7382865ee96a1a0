package net.lumenia.voice.operator;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import net.lumenia.voice.crd.VoiceAssistant;

/** When a resource was last changed by somebody, as the API server recorded it, to the second. */
final class LastEdit {

  private LastEdit() {}

  static Optional<Instant> of(VoiceAssistant resource) {
    return of(resource.getMetadata());
  }

  /** An entry need not have a time: kubectl's {@code replace} sends it without. */
  static Optional<Instant> of(ObjectMeta metadata) {
    return metadata.getManagedFields().stream()
        .filter(entry -> !"status".equals(entry.getSubresource()))
        .flatMap(entry -> Optional.ofNullable(entry.getTime()).stream())
        .flatMap(time -> parse(time).stream())
        .max(Comparator.naturalOrder());
  }

  static Optional<Instant> parse(String time) {
    try {
      return Optional.of(Instant.parse(time));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
