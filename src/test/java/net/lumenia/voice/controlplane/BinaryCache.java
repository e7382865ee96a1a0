package net.lumenia.voice.controlplane;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Programs that were downloaded or built before, each set in a directory of its own that appears
 * when it is complete. Processes and threads that want to fill the cache at the same time wait for
 * each other. Sets for older inputs stay, since another checkout may use them.
 */
final class BinaryCache {
  /** A file lock belongs to the whole JVM, so its threads need one of their own. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path directory;

  BinaryCache(Path directory) {
    this.directory = directory;
  }

  /** The user's cache for programs of one kind. */
  static BinaryCache of(String kind, Map<String, String> environment) {
    String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        caches.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches);
    return new BinaryCache(base.toAbsolutePath().resolve("voice-operator").resolve(kind));
  }

  Path log() {
    return directory.resolve("build.log");
  }

  /** The directory of a set of programs, if it is there. */
  Optional<Path> find(String name) {
    return Optional.of(directory.resolve(name)).filter(Files::isDirectory);
  }

  /** The result of the finder, or else of the maker, while no other process fills this cache. */
  <T> T get(Supplier<Optional<T>> finder, Supplier<T> maker) {
    return finder.get().orElseGet(() -> exclusively(() -> finder.get().orElseGet(maker)));
  }

  private <T> T exclusively(Supplier<T> filler) {
    THREADS.lock();
    try {
      Files.createDirectories(directory);
      try (FileChannel channel = FileChannel.open(directory.resolve("lock"), CREATE, WRITE);
          var _ = lock(channel)) {
        return filler.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      THREADS.unlock();
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    FileLock free = channel.tryLock();
    if (free != null) {
      return free;
    }
    Progress.say("another process is filling %s, waiting for it".formatted(directory));
    return channel.lock();
  }

  /**
   * Adds a set, or nothing when the source has nothing to offer.
   *
   * @param source puts the programs into the {@code bin} folder of the directory that it is given,
   *     and may use the rest of it as it likes
   */
  Optional<Path> add(String name, Source source) {
    try (OwnedDirectory partial = OwnedDirectory.create(directory, "partial-")) {
      if (!source.fill(partial.path())) {
        return Optional.empty();
      }
      Path complete = directory.resolve(name);
      Files.move(partial.path().resolve("bin"), complete, ATOMIC_MOVE);
      return Optional.of(complete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where programs come from. */
  @FunctionalInterface
  interface Source {
    boolean fill(Path directory) throws IOException;
  }
}
