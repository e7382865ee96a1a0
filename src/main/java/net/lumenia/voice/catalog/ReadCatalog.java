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
 * A catalog, and what follows from it and takes time in proportion to its size: worked out once,
 * when it is read.
 *
 * @param fingerprint differs if the catalogs do, 64 hex digits
 * @param providers as status shows them
 * @param footprint the memory that it takes, in bytes
 */
record ReadCatalog(Catalog catalog, String fingerprint, Providers providers, long footprint) {

  /** How many hex digits of the fingerprint status shows. */
  private static final int HASH = 12;

  private static final int MAX_PROVIDERS = 32;

  static ReadCatalog of(Catalog catalog) {
    return new ReadCatalog(
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

  /** What an account's status shows of it. */
  CatalogStatus status(Instant time) {
    return new CatalogStatus(
        fingerprint.substring(0, HASH), time.truncatedTo(ChronoUnit.SECONDS).toString(), providers);
  }

  /** Without what the API lists, which may be long. */
  @Override
  public String toString() {
    return "catalog " + fingerprint.substring(0, HASH);
  }
}
