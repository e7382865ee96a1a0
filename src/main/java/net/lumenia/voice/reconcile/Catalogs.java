package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import net.lumenia.voice.lumenia.gate.Gate;
import net.lumenia.voice.lumenia.gate.Pass;

/**
 * The catalogue of every account, read once for all its assistants, and anew after ten minutes.
 * What is not in it is looked for in a newer one before it counts as wrong, so that a voice that
 * was added a minute ago is no error: at most twice a minute for all assistants together.
 */
final class Catalogs {

  private static final Duration VALID = Duration.ofMinutes(10);
  private static final Duration UNKNOWN_VALID = Duration.ofMinutes(1);
  private static final Duration NEW = Duration.ofSeconds(30);

  /** As long as the account has this gate; a new token is a new one. */
  private final Map<Gate, CatalogShelf> shelves = Collections.synchronizedMap(new WeakHashMap<>());

  private final InstantSource clock;

  Catalogs(InstantSource clock) {
    this.clock = clock;
  }

  /** What is known, without asking for it. */
  Optional<CatalogReading> known(Gate gate) {
    return Optional.ofNullable(shelves.get(gate)).flatMap(CatalogShelf::reading);
  }

  /** The catalogue, from the API if need be. */
  CatalogReading current(Pass pass) {
    return shelf(pass).atMost(Catalogs::validity, pass);
  }

  /** The catalogue as it was half a minute ago or later. */
  CatalogReading newer(Pass pass) {
    return shelf(pass).atMost(_ -> NEW, pass);
  }

  private CatalogShelf shelf(Pass pass) {
    return shelves.computeIfAbsent(pass.gate(), _ -> new CatalogShelf(clock));
  }

  private static Duration validity(CatalogReading reading) {
    return switch (reading) {
      case CatalogReading.Known _ -> VALID;
      case CatalogReading.Unknown _ -> UNKNOWN_VALID;
    };
  }
}
