package net.lumenia.voice.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.AllowedValues;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.crd.LumeniaAccountStatus.CatalogStatus;
import net.lumenia.voice.crd.LumeniaAccountStatus.Providers;
import net.lumenia.voice.lumenia.cache.SharedStore;

/**
 * A catalog with values that are expensive to derive from it, computed once.
 *
 * @param fingerprint 64 hex digits; catalogs with the same fingerprint are equal
 * @param providers the providers for the account's status
 * @param footprint its size in memory, in bytes
 */
record CatalogSnapshot(Catalog catalog, String fingerprint, Providers providers, long footprint)
    implements SharedStore.Item {

  /** How many hex digits of the fingerprint users see. */
  private static final int HASH_LENGTH = 12;

  private static final int MAX_PROVIDERS = 32;

  static CatalogSnapshot of(Catalog catalog) {
    return new CatalogSnapshot(
        catalog,
        catalog.fingerprint(),
        new Providers(names(catalog.voiceProviders()), names(catalog.transcriberProviders())),
        catalog.footprint());
  }

  private static List<String> names(AllowedValues<?> providers) {
    return providers.values().keySet().stream()
        .limit(MAX_PROVIDERS)
        .map(ServerText::clean)
        .toList();
  }

  /** The catalog as its VoiceCatalog shows it. */
  PublishedCatalog published() {
    return new PublishedCatalog(hash(), Optional.of(catalog));
  }

  private String hash() {
    return fingerprint.substring(0, HASH_LENGTH);
  }

  /** The catalog as the account's status shows it. */
  CatalogStatus status(Instant time) {
    return new CatalogStatus(hash(), time.truncatedTo(ChronoUnit.SECONDS).toString(), providers);
  }

  /** Without the values, which may be long. */
  @Override
  public String toString() {
    return "catalog " + hash();
  }
}
