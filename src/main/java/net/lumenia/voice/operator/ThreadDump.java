package net.lumenia.voice.operator;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stack traces of threads, as text of bounded size. */
final class ThreadDump {

  private static final int MOST_CHARACTERS = 32 << 10;
  private static final int FRAMES = 24;

  private ThreadDump() {}

  /**
   * The stack traces of these threads, which may be virtual, and of all platform threads that wait
   * for a lock or run code of this program.
   */
  static String of(Collection<Thread> threads) {
    Stream<String> given =
        threads.stream()
            .map(
                thread ->
                    text(
                        "%s %s".formatted(thread.getName(), thread.getState()),
                        thread.getStackTrace()));
    Stream<String> platform =
        Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false, FRAMES))
            .filter(ThreadDump::isRelevant)
            .map(info -> text(title(info), info.getStackTrace()));
    String all = Stream.concat(given, platform).collect(Collectors.joining("\n"));
    return all.substring(0, Math.min(all.length(), MOST_CHARACTERS));
  }

  private static boolean isRelevant(ThreadInfo info) {
    return info.getThreadState() == Thread.State.BLOCKED
        || Arrays.stream(info.getStackTrace())
            .anyMatch(frame -> frame.getClassName().startsWith("net.lumenia."));
  }

  private static String title(ThreadInfo info) {
    String lock = Optional.ofNullable(info.getLockInfo()).map(LockInfo::toString).orElse("no lock");
    String owner = Optional.ofNullable(info.getLockOwnerName()).orElse("no platform thread");
    return info.getThreadState() == Thread.State.BLOCKED
        ? "%s BLOCKED on %s, held by %s".formatted(info.getThreadName(), lock, owner)
        : "%s %s".formatted(info.getThreadName(), info.getThreadState());
  }

  private static String text(String title, StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .limit(FRAMES)
        .map(frame -> "\n    at " + frame)
        .collect(Collectors.joining("", title, ""));
  }
}
