package net.lumenia.voice.operator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The resident memory of this process, under the name that Prometheus's own libraries use. Only on
 * Linux.
 */
final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String LABEL = "VmRSS:";

  private ResidentMemory() {}

  static void bindTo(MeterRegistry registry) {
    if (Files.isReadable(STATUS)) {
      Gauge.builder("process.resident.memory", ResidentMemory::read)
          .description("Resident memory size in bytes")
          .baseUnit("bytes")
          .register(registry);
    }
  }

  private static long read() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(LABEL))
          .findFirst()
          .map(ResidentMemory::bytes)
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses a line like {@code VmRSS: 119000 kB}. */
  private static long bytes(String line) {
    return 1024 * Long.parseLong(line.substring(LABEL.length(), line.lastIndexOf(' ')).strip());
  }
}
