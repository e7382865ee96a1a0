package net.lumenia.voice.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.plan.CatalogNotes;

/** What came of reading an account's catalogue. */
sealed interface CatalogReading {

  /** When it was read, or was to be. */
  Instant time();

  /** The catalogue as it was at that time. */
  record Known(Catalog catalog, Instant time) implements CatalogReading {}

  /** There is none that could be read: "the server still validates". */
  record Unknown(ApiFailure why, Instant time) implements CatalogReading {}

  /** The catalogue, if it is known. */
  default Optional<Catalog> allowed() {
    return this instanceof Known(Catalog catalog, _) ? Optional.of(catalog) : Optional.empty();
  }

  /** What is worth a note about an assistant that is as declared. */
  default List<String> notes(LiveAssistant live) {
    return switch (this) {
      case Known(Catalog catalog, _) -> CatalogNotes.of(live, catalog);
      case Unknown _ -> List.of("the API's catalogue can not be read, so only the API validates");
    };
  }
}
