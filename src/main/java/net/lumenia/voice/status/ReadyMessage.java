package net.lumenia.voice.status;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;

/** What there is to say about an assistant that is ready. */
final class ReadyMessage {

  private ReadyMessage() {}

  /**
   * One sentence, and what else a person may want to know.
   *
   * @param writeOnly the parts that the API was seen never to show
   */
  static String of(Reason reason, CheckReport report, List<String> writeOnly) {
    Stream<String> notShown =
        writeOnly.isEmpty()
            ? Stream.empty()
            : Stream.of(
                "the API does not show %s, so what was sent last is taken for it"
                    .formatted(String.join(", ", writeOnly)));
    return Stream.of(Stream.of(sentence(reason, report)), notShown, report.notes().stream())
        .flatMap(parts -> parts)
        .collect(joining("; "));
  }

  private static String sentence(Reason reason, CheckReport report) {
    return switch (reason) {
      case OBSERVED ->
          report.drift().isEmpty()
              ? "The assistant is as declared, and in mode Observe nothing is ever sent"
              : "In mode Observe nothing is ever sent; the live assistant differs in %s, see status.drift"
                  .formatted(DriftView.paths(report));
      case DRIFT_REPORTED ->
          "The drift policy leaves what was changed outside as it is: %s, see status.drift"
              .formatted(DriftView.paths(report));
      default -> "The assistant is as declared";
    };
  }
}
