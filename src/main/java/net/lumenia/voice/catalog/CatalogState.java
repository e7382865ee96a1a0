package net.lumenia.voice.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.crd.LumeniaAccountStatus.CatalogStatus;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.cache.ReadState;
import net.lumenia.voice.plan.RetiredValues;

/** What is known about an account's catalog. Times are by the wall clock. */
public sealed interface CatalogState {

  /**
   * The catalog is up to date.
   *
   * @param time when it was read
   */
  record Current(CatalogSnapshot snapshot, Instant time) implements CatalogState {}

  /**
   * The catalog can't be read again, so the last one stays in force.
   *
   * @param time when it was read
   * @param why the first of the same failures since then
   */
  record Stale(CatalogSnapshot snapshot, Instant time, ApiFailure why) implements CatalogState {}

  /**
   * No catalog is in force, so only the API validates values.
   *
   * @param wasRead whether the account is known to have had a catalog
   */
  record Unavailable(ApiFailure why, boolean wasRead) implements CatalogState {}

  /** What a read of the catalog shows. */
  static CatalogState of(ReadState<CatalogSnapshot> read) {
    return read.value()
        .<CatalogState>map(
            dated ->
                read.failure().isPresent()
                    ? new Stale(dated.value(), dated.time(), read.failure().get())
                    : new Current(dated.value(), dated.time()))
        .orElseGet(() -> new Unavailable(read.failure().orElseThrow(), read.wasRead()));
  }

  /** The catalog in force, if there is one. */
  default Optional<Catalog> allowed() {
    return switch (this) {
      case Current(CatalogSnapshot snapshot, _) -> Optional.of(snapshot.catalog());
      case Stale(CatalogSnapshot snapshot, _, _) -> Optional.of(snapshot.catalog());
      case Unavailable _ -> Optional.empty();
    };
  }

  /** The catalog in force, as the account's status shows it. */
  default Optional<CatalogStatus> status() {
    return switch (this) {
      case Current(CatalogSnapshot snapshot, Instant time) -> Optional.of(snapshot.status(time));
      case Stale(CatalogSnapshot snapshot, Instant time, _) -> Optional.of(snapshot.status(time));
      case Unavailable _ -> Optional.empty();
    };
  }

  /** What the account's VoiceCatalog has to show; empty if it stays as it is. */
  default Optional<PublishedCatalog> published() {
    return switch (this) {
      case Current(CatalogSnapshot snapshot, _) -> Optional.of(snapshot.published());
      case Stale(CatalogSnapshot snapshot, _, _) -> Optional.of(snapshot.published());
      case Unavailable(_, boolean wasRead) ->
          wasRead ? Optional.empty() : Optional.of(PublishedCatalog.NONE);
    };
  }

  /**
   * Notes for the status of an assistant that is in sync. Only the account's status reports that
   * its catalog is stale, so that an outage does not change the status of all its assistants.
   */
  default List<String> notes(LiveAssistant live) {
    return switch (this) {
      case Current(CatalogSnapshot snapshot, _) -> RetiredValues.of(live, snapshot.catalog());
      case Stale(CatalogSnapshot snapshot, _, _) -> RetiredValues.of(live, snapshot.catalog());
      case Unavailable(_, boolean wasRead) ->
          wasRead
              ? List.of()
              : List.of("the account's catalog cannot be read, so only the API validates values");
    };
  }

  /** Qualifies a violation of a stale catalog; empty if the catalog is current. */
  default Optional<String> stalenessNote() {
    return this instanceof Stale(_, Instant time, _)
        ? Optional.of(
            "the catalog is of %s, because it cannot be read at the moment".formatted(format(time)))
        : Optional.empty();
  }

  /** A time for messages, in seconds. */
  static String format(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
