package net.lumenia.voice.bench.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process has used, as Linux tells.
 *
 * @param cpu of all its threads since its start
 * @param resident memory in bytes
 * @param peak the most resident memory so far
 */
record ProcessUsage(Duration cpu, long resident, long peak) {

  /** The unit of times in {@code /proc}: the same on all architectures of Linux. */
  private static final Duration TICK = Duration.ofMillis(10);

  static ProcessUsage of(long pid) {
    Path directory = Path.of("/proc", Long.toString(pid));
    return parse(read(directory.resolve("stat")), read(directory.resolve("status")));
  }

  /** The CPU time of everything that runs on this machine, since its start. */
  static Duration cpuOfMachine() {
    return cpuOfMachine(read(Path.of("/proc/stat")));
  }

  static ProcessUsage parse(String stat, String status) {
    // The name of the program stands in parentheses and may contain everything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return new ProcessUsage(
        TICK.multipliedBy(Long.parseLong(fields[11]) + Long.parseLong(fields[12])),
        kilobytes("VmRSS", status) << 10,
        kilobytes("VmHWM", status) << 10);
  }

  private static long kilobytes(String name, String status) {
    Matcher line = Pattern.compile("(?m)^%s:\\s+(\\d+) kB$".formatted(name)).matcher(status);
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }

  static Duration cpuOfMachine(String stat) {
    String[] fields = stat.lines().findFirst().orElseThrow().split(" +", -1);
    // user, nice, system; then idle and iowait; then irq, softirq
    long busy = 0;
    for (int field : new int[] {1, 2, 3, 6, 7}) {
      busy += Long.parseLong(fields[field]);
    }
    return TICK.multipliedBy(busy);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
