package net.lumenia.voice.controlplane;

import io.fabric8.kubeapitest.binary.BinaryDownloader;
import io.fabric8.kubeapitest.binary.OSInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The download of kube-api-test: etcd, kube-apiserver and kubectl, made by the Kubernetes project
 * for tests. The library waits for ever and leaves half a download behind when it is interrupted,
 * so it works in a scratch directory and within limits of ours.
 */
final class EnvtestDownload {
  private static final String VERSION = "1.36";
  private static final Duration INDEX_LIMIT = Duration.ofSeconds(10);
  private static final Duration ARCHIVE_LIMIT = Duration.ofMinutes(5);

  private static final OSInfo SYSTEM = new OSInfo();

  /** Of the set of programs in the cache. */
  static final String NAME =
      "envtest-%s-%s-%s".formatted(VERSION, SYSTEM.getOSName(), SYSTEM.getOSArch());

  /** Fills the {@code bin} folder of the given directory; false, and a line, if out of reach. */
  boolean into(Path directory) throws IOException {
    var downloader = new BinaryDownloader(directory.toString(), SYSTEM);
    try {
      String version = within(INDEX_LIMIT, () -> downloader.findLatestOfWildcard(VERSION + ".*"));
      Progress.say("downloading etcd and Kubernetes %s for tests".formatted(version));
      Path programs = within(ARCHIVE_LIMIT, () -> downloader.download(version)).toPath();
      Files.move(programs, directory.resolve("bin"));
      return true;
    } catch (ExecutionException e) {
      Progress.say("kube-api-test's download is not available: %s".formatted(rootCause(e)));
    } catch (TimeoutException e) {
      Progress.say("kube-api-test's download is not available: it takes too long");
    }
    return false;
  }

  private static <T> T within(Duration limit, Callable<T> work)
      throws ExecutionException, TimeoutException {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    try {
      return task.get(limit.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("interrupted while downloading", e);
    } finally {
      task.cancel(true);
    }
  }

  private static Throwable rootCause(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
