package net.lumenia.voice.bench.fleet;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import net.lumenia.voice.bench.Progress;
import net.lumenia.voice.bench.Wait;
import org.jspecify.annotations.Nullable;

/** Watches when resources become Ready for which generation. */
final class ReadyWatch implements AutoCloseable {

  private static final ObjectReader EVENTS =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(Event.class);

  private static final Duration RETRY = Duration.ofMillis(100);

  private volatile boolean closed;
  private final Map<Version, Instant> ready = new ConcurrentHashMap<>();
  private final Map<String, Version> newest = new ConcurrentHashMap<>();

  /** A resource in the form of one edit. */
  record Version(String name, long generation) {}

  /**
   * Watches until it is closed.
   *
   * @param stream begins to watch; each time the API server has ended the last watch
   */
  static ReadyWatch of(Supplier<InputStream> stream) {
    var watch = new ReadyWatch();
    Thread.ofVirtual().start(() -> watch.keepReading(stream));
    return watch;
  }

  private void keepReading(Supplier<InputStream> stream) {
    while (!closed) {
      try {
        read(stream.get());
      } catch (UncheckedIOException | IllegalStateException e) {
        Wait.pass(RETRY);
      }
      if (!closed) {
        Progress.say("the API server ended the watch; watching again");
      }
    }
  }

  void read(InputStream stream) {
    try (MappingIterator<Event> events = EVENTS.readValues(stream)) {
      while (events.hasNextValue()) {
        Resource resource = events.nextValue().object();
        if (resource.isReady()) {
          ready.putIfAbsent(resource.version(), Instant.now());
          newest.put(resource.version().name(), resource.version());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When the watch first showed it as Ready. */
  Optional<Instant> readyAt(Version version) {
    return Optional.ofNullable(ready.get(version));
  }

  /**
   * Waits until all are Ready in these or later versions, and returns when the last of them became
   * so.
   *
   * @param alive false ends it with an exception
   */
  Instant awaitAll(Collection<Version> versions, Duration deadline, BooleanSupplier alive) {
    Wait.until(
        deadline,
        "all are Ready",
        () -> {
          if (!alive.getAsBoolean()) {
            throw new IllegalStateException(
                "the operator ended with %d of %d Ready"
                    .formatted(versions.stream().filter(this::isReady).count(), versions.size()));
          }
          return versions.stream().allMatch(this::isReady);
        });
    return versions.stream()
        .map(version -> readyAt(version).or(() -> newest(version.name()).flatMap(this::readyAt)))
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private boolean isReady(Version version) {
    return newest(version.name())
        .filter(known -> known.generation() >= version.generation())
        .isPresent();
  }

  private Optional<Version> newest(String name) {
    return Optional.ofNullable(newest.get(name));
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Of a watch. */
  record Event(Resource object) {}

  /** What matters here of a resource. */
  record Resource(Metadata metadata, @Nullable Status status) {

    Version version() {
      return new Version(metadata.name(), metadata.generation());
    }

    /** Whether it is Ready in its current form: by the condition's generation if it has one. */
    boolean isReady() {
      return status != null
          && status.conditions().stream()
              .filter(condition -> condition.type().equals("Ready"))
              .filter(condition -> condition.status().equals("True"))
              .anyMatch(condition -> observed(condition, status) == metadata.generation());
    }

    private static long observed(Condition condition, Status status) {
      return condition.observedGeneration() > 0
          ? condition.observedGeneration()
          : status.observedGeneration();
    }
  }

  /** See {@link Resource}. */
  record Metadata(String name, long generation) {}

  /** See {@link Resource}. */
  record Status(long observedGeneration, @Nullable List<Condition> conditions) {
    @Override
    public List<Condition> conditions() {
      return conditions == null ? List.of() : conditions;
    }
  }

  /** See {@link Resource}. */
  record Condition(String type, String status, long observedGeneration) {}
}
