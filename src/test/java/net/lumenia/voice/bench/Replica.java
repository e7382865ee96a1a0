package net.lumenia.voice.bench;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.lumenia.voice.endtoend.OperatorProcess;

/** An operator of which health and memory are measured while it runs. */
final class Replica implements AutoCloseable {

  /** As long as the kubelet waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern LIVE =
      Pattern.compile("^jvm_gc_live_data_size_bytes ([\\d.E]+)$", Pattern.MULTILINE);

  /**
   * At one moment.
   *
   * @param resident memory of the process, in bytes
   * @param live of the heap after the last full garbage collection, in bytes; zero if there was
   *     none
   */
  record Memory(long resident, long live) {}

  private final String name;
  private final OperatorProcess process;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final List<Memory> memory = new CopyOnWriteArrayList<>();
  private final List<Duration> probes = new CopyOnWriteArrayList<>();
  private final List<String> failedProbes = new CopyOnWriteArrayList<>();
  private volatile long live;

  Replica(String name, OperatorProcess process) {
    this.name = name;
    this.process = process;
  }

  OperatorProcess process() {
    return process;
  }

  /** Asks for its health. */
  void probe(int count) {
    long asked = System.nanoTime();
    String failure = failure("/healthz");
    if (failure.isEmpty()) {
      probes.add(Duration.ofNanos(System.nanoTime() - asked));
    } else if (isRunning()) {
      failedProbes.add(failure);
      Progress.say("%s: /healthz: %s".formatted(name, failure));
    }
  }

  private String failure(String path) {
    try {
      HttpResponse<String> answer = get(path);
      return answer.statusCode() == 200
          ? ""
          : "%d %s".formatted(answer.statusCode(), answer.body().strip());
    } catch (IOException e) {
      return String.valueOf(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return String.valueOf(e);
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(process.httpPort(), path));
    return http.send(
        HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Looks at its memory. */
  void measure(int count) throws IOException, InterruptedException {
    OptionalLong pid = process.pid();
    if (pid.isPresent()) {
      Matcher live = LIVE.matcher(get("/metrics").body());
      if (live.find()) {
        this.live = (long) Double.parseDouble(live.group(1));
      }
      Matcher resident =
          RESIDENT.matcher(Files.readString(Path.of("/proc", pid.getAsLong() + "", "status")));
      if (resident.find()) {
        memory.add(new Memory(Long.parseLong(resident.group(1)) << 10, this.live));
      }
    }
  }

  /** What was measured until now does not count. */
  void reset() {
    memory.clear();
    probes.clear();
    failedProbes.clear();
  }

  boolean isRunning() {
    return process.pid().isPresent();
  }

  List<Memory> memory() {
    return List.copyOf(memory);
  }

  /**
   * Says what was measured, and whether that is as it should be.
   *
   * @param limit of the resident memory, in bytes
   * @param warm whether it was measured for so long that memory has to be flat
   */
  void judge(Goals goals, long limit, boolean warm) {
    goals.expect(isRunning(), name + " has not ended");
    if (!isRunning()) {
      System.out.printf("%s said last:%n%s%n", name, lastLines());
    }
    if (!probes.isEmpty()) {
      new Durations(probes).print(name + ": /healthz");
    }
    goals.expect(
        failedProbes.isEmpty() && !probes.isEmpty(),
        "%s: /healthz is 200 throughout (%d of %d failed)"
            .formatted(name, failedProbes.size(), probes.size() + failedProbes.size()));
    judgeMemory(goals, limit, warm);
  }

  private String lastLines() {
    List<String> lines = process.log().lines().toList();
    return lines.subList(Math.max(0, lines.size() - 10), lines.size()).stream()
        .map(line -> line.substring(0, Math.min(200, line.length())))
        .collect(joining("\n"));
  }

  private void judgeMemory(Goals goals, long limit, boolean warm) {
    int third = memory.size() / 3;
    if (third == 0) {
      goals.expect(false, name + ": memory was measured");
      return;
    }
    List<Memory> first = memory.subList(0, third);
    List<Memory> last = memory.subList(memory.size() - third, memory.size());
    long most = memory.stream().mapToLong(Memory::resident).max().orElseThrow();
    System.out.printf(
        "%s: resident %d MiB in the first third, %d MiB in the last, %d MiB at most; heap after a full collection %d MiB and %d MiB%n",
        name,
        mebibytes(medianResident(first)),
        mebibytes(medianResident(last)),
        mebibytes(most),
        mebibytes(medianLive(first)),
        mebibytes(medianLive(last)));
    goals.expect(most < limit, "%s: less than %d MiB".formatted(name, mebibytes(limit)));
    if (warm) {
      goals.expect(
          isFlat(medianResident(first), medianResident(last)), name + ": resident memory is flat");
      goals.expect(
          isFlat(medianLive(first), medianLive(last)),
          name + ": the heap after a full collection is flat");
    }
  }

  private static boolean isFlat(long first, long last) {
    return last <= first + first / 10 + (8 << 20);
  }

  private static long medianResident(List<Memory> some) {
    return some.stream()
        .mapToLong(Memory::resident)
        .sorted()
        .skip(some.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  private static long medianLive(List<Memory> some) {
    return some.stream()
        .mapToLong(Memory::live)
        .sorted()
        .skip(some.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  private static long mebibytes(long bytes) {
    return bytes >> 20;
  }

  @Override
  public void close() {
    http.close();
    process.close();
  }
}
