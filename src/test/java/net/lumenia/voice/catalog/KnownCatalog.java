package net.lumenia.voice.catalog;

import java.time.Instant;
import net.lumenia.voice.assistant.Catalog;

/** A catalog that was just read, for tests elsewhere. */
public final class KnownCatalog {

  private KnownCatalog() {}

  public static CatalogState of(Catalog catalog, Instant time) {
    return new CatalogState.Current(CatalogSnapshot.of(catalog), time);
  }
}
