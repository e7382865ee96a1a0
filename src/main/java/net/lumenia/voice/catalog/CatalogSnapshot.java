package net.lumenia.voice.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.lumenia.voice.assistant.AllowedValues;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.crd.LumeniaAccountStatus.CatalogStatus;
import net.lumenia.voice.crd.LumeniaAccountStatus.Providers;

/**
 * A catalog with values that are expensive to derive from it, computed once.
 *
 * @param fingerprint 64 hex digits; catalogs with the same fingerprint are equal
 * @param providers the providers for the account's status
 * @param footprint its size in memory, in bytes
 */
record CatalogSnapshot(Catalog catalog, String fingerprint, Providers providers, long footprint) {

  /** How many hex digits of the fingerprint status shows. */
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

  /** The catalog as the account's status shows it. */
  CatalogStatus status(Instant time) {
    return new CatalogStatus(
        fingerprint.substring(0, HASH_LENGTH),
        time.truncatedTo(ChronoUnit.SECONDS).toString(),
        providers);
  }

  /** Without the values, which may be long. */
  @Override
  public String toString() {
    return "catalog " + fingerprint.substring(0, HASH_LENGTH);
  }
}
