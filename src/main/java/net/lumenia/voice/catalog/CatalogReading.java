package net.lumenia.voice.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.crd.LumeniaAccountStatus.CatalogStatus;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.plan.RetiredValues;

/** What is known of an account's catalog. Times are by the wall clock. */
public sealed interface CatalogReading {

  /** The catalog as it was at that time. */
  record Known(ReadCatalog read, Instant time) implements CatalogReading {}

  /**
   * The catalog as it was at that time, which stays in force because it can't be read again.
   *
   * @param why the first of the failures in the same way since then
   */
  record Outdated(ReadCatalog read, Instant time, ApiFailure why) implements CatalogReading {}

  /**
   * There is none that could be read: "the server still validates".
   *
   * @param everRead whether the account is known to have had one
   */
  record Unknown(ApiFailure why, boolean everRead) implements CatalogReading {}

  /** The catalog in force, if there is one. */
  default Optional<Catalog> allowed() {
    return read().map(ReadCatalog::catalog);
  }

  /** What the account's status shows of the catalog in force. */
  default Optional<CatalogStatus> status() {
    return switch (this) {
      case Known(ReadCatalog read, Instant time) -> Optional.of(read.status(time));
      case Outdated(ReadCatalog read, Instant time, _) -> Optional.of(read.status(time));
      case Unknown _ -> Optional.empty();
    };
  }

  private Optional<ReadCatalog> read() {
    return switch (this) {
      case Known(ReadCatalog read, _) -> Optional.of(read);
      case Outdated(ReadCatalog read, _, _) -> Optional.of(read);
      case Unknown _ -> Optional.empty();
    };
  }

  /**
   * What is worth a note about an assistant that is in sync. That a catalog can't be read any more
   * is told by the account alone, and not by the status of all its assistants.
   */
  default List<String> notes(LiveAssistant live) {
    return switch (this) {
      case Known(ReadCatalog read, _) -> RetiredValues.of(live, read.catalog());
      case Outdated(ReadCatalog read, _, _) -> RetiredValues.of(live, read.catalog());
      case Unknown(_, boolean everRead) ->
          everRead
              ? List.of()
              : List.of("the API's catalog cannot be read, so only the API validates");
    };
  }

  /** What a violation of the catalog has to say about it: its time if it is old. */
  default Optional<String> reservation() {
    return this instanceof Outdated(_, Instant time, _)
        ? Optional.of(
            "this is the catalog of %s, because it cannot be read again at the moment"
                .formatted(shown(time)))
        : Optional.empty();
  }

  /** A time as users see it, in seconds. */
  static String shown(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
