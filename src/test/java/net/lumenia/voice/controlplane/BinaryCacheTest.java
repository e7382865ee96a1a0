package net.lumenia.voice.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryCacheTest {
  @TempDir Path home;

  @Test
  void whoComesAtTheSameTimeMakesItOnce() throws Exception {
    var cache = new BinaryCache(home);
    var made = new AtomicInteger();
    Callable<Path> filler =
        () ->
            cache.get(
                () -> cache.find("set"),
                () -> {
                  made.incrementAndGet();
                  return cache.add("set", BinaryCacheTest::kubectl).orElseThrow();
                });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var filled : threads.invokeAll(Stream.generate(() -> filler).limit(8).toList())) {
        assertThat(filled.get().resolve("kubectl")).isExecutable();
      }
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void aSourceThatFailsLeavesNothing() {
    var cache = new BinaryCache(home);
    assertThatThrownBy(
            () ->
                cache.add(
                    "set",
                    directory -> {
                      kubectl(directory);
                      throw new ControlPlaneException("half way");
                    }))
        .hasMessage("half way");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aSourceMayHaveNothing() {
    var cache = new BinaryCache(home);
    assertThat(cache.add("set", _ -> false)).isEqualTo(Optional.empty());
    assertThat(home).isEmptyDirectory();
  }

  private static boolean kubectl(Path directory) throws IOException {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    return Files.createFile(bin.resolve("kubectl")).toFile().setExecutable(true);
  }
}
