package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.gate.Pass;

/** One account's catalogue. While it is read anew, the others go on with what there is. */
final class CatalogShelf {

  private final InstantSource clock;
  private final ReentrantLock reader = new ReentrantLock();
  private volatile Optional<CatalogReading> reading = Optional.empty();

  CatalogShelf(InstantSource clock) {
    this.clock = clock;
  }

  Optional<CatalogReading> reading() {
    return reading;
  }

  /** The catalogue, read anew if it is older than this. */
  CatalogReading atMost(Function<CatalogReading, Duration> age, Pass pass) {
    return fresh(age).orElseGet(() -> readUnlessBeingRead(age, pass));
  }

  private CatalogReading readUnlessBeingRead(Function<CatalogReading, Duration> age, Pass pass) {
    if (reading.isEmpty()) {
      reader.lock();
    } else if (!reader.tryLock()) {
      return reading.get();
    }
    try {
      return fresh(age).orElseGet(() -> read(pass));
    } finally {
      reader.unlock();
    }
  }

  private Optional<CatalogReading> fresh(Function<CatalogReading, Duration> age) {
    Instant now = clock.instant();
    return reading.filter(known -> known.time().plus(age.apply(known)).isAfter(now));
  }

  private CatalogReading read(Pass pass) {
    CatalogReading read =
        switch (pass.getCatalog()) {
          case ApiResult.Success<Catalog>(Catalog catalog) ->
              new CatalogReading.Known(catalog, clock.instant());
          case ApiResult.Failure<Catalog>(var why) ->
              new CatalogReading.Unknown(why, clock.instant());
        };
    reading = Optional.of(read);
    return read;
  }
}
