package net.lumenia.voice.status;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.plan.Flapping;

/** The sentences of the condition Ready of a VoiceAssistant. */
public final class ReadyMessages {

  private ReadyMessages() {}

  /**
   * The message of an assistant that is ready: one sentence, then what else is worth knowing.
   *
   * @param writeOnly the parts that the API does not report
   */
  static String ready(Reason reason, CheckReport report, List<String> writeOnly) {
    Stream<String> unreported =
        writeOnly.isEmpty() ? Stream.empty() : Stream.of(unreported(writeOnly));
    return Stream.of(Stream.of(sentence(reason, report)), unreported, report.notes().stream())
        .flatMap(parts -> parts)
        .collect(joining("; "));
  }

  private static String sentence(Reason reason, CheckReport report) {
    return switch (reason) {
      case OBSERVED ->
          report.drift().isEmpty()
              ? "The assistant is in sync with the spec; in mode Observe the operator sends nothing"
              : "The live assistant differs from the spec in %s, see status.drift; in mode Observe the operator sends nothing"
                  .formatted(DriftView.paths(report));
      case DRIFT_REPORTED ->
          "The drift policy leaves drift in place: %s, see status.drift"
              .formatted(DriftView.paths(report));
      default -> "The assistant is in sync with the spec";
    };
  }

  private static String unreported(List<String> parts) {
    return "the API does not report %s, so the operator relies on what it sent last"
        .formatted(String.join(", ", parts));
  }

  /**
   * The message about fields that another writer keeps changing. It stays the same until the next
   * correction, so that waiting causes no status writes.
   */
  public static String flapping(Map<Field, Flapping> fields) {
    return "another writer keeps changing %s; find and stop it, or remove these fields from the spec"
        .formatted(
            fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> flapping(entry.getKey(), entry.getValue()))
                .collect(joining(", ")));
  }

  private static String flapping(Field field, Flapping flapping) {
    return "%s (corrected %d times, next correction %d min after the last one)"
        .formatted(field.specName(), flapping.corrections(), flapping.pause().toMinutes());
  }
}
