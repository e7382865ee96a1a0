package net.lumenia.voice.controlplane;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A control plane for scripts:
 *
 * <pre>
 * {@code java -cp CLASSPATH net.lumenia.voice.controlplane.ControlPlaneMain KUBECONFIG [--controller-manager]}
 * </pre>
 *
 * <p>Writes an administrator's kubeconfig to the given file, which only its owner can read, then
 * prints to standard output
 *
 * <pre>
 * server=https://127.0.0.1:23456
 * kubectl=/where/it/is/kubectl
 * ready
 * </pre>
 *
 * and runs until it gets SIGTERM or SIGINT, or until the process that started it has ended. The
 * kubeconfig, all data and all processes go with it. Standard error tells what takes long. Ends
 * with code 1 and a message if there is no control plane to be had.
 */
public final class ControlPlaneMain {
  private static final String CONTROLLER_MANAGER = "--controller-manager";

  private ControlPlaneMain() {}

  /** See the class. */
  public static void main(String... arguments) throws IOException {
    List<String> given = List.of(arguments);
    if (given.isEmpty()
        || given.size() > 2
        || (given.size() == 2 && !given.getLast().equals(CONTROLLER_MANAGER))) {
      System.err.println("usage: ControlPlaneMain KUBECONFIG [" + CONTROLLER_MANAGER + "]");
      System.exit(2);
    }
    Path kubeconfig = Path.of(given.getFirst()).toAbsolutePath();
    CompletableFuture<Void> end = endWithParent();
    try {
      ControlPlane plane =
          given.size() == 2 ? ControlPlane.startWithControllerManager() : ControlPlane.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(plane, kubeconfig)));
      // A copy keeps the permissions.
      Files.copy(plane.kubeconfig(), kubeconfig, REPLACE_EXISTING);
      System.out.printf("server=%s%nkubectl=%s%nready%n", plane.url(), plane.kubectl().program());
      System.out.flush();
    } catch (ControlPlaneException e) {
      Progress.say(String.valueOf(e.getMessage()));
      System.exit(1);
    }
    end.join();
  }

  /** To be asked first of all: once the parent has ended, the system names another one instead. */
  private static CompletableFuture<Void> endWithParent() {
    return ProcessHandle.current()
        .parent()
        .map(parent -> parent.onExit().thenRunAsync(() -> System.exit(0)))
        .orElseGet(CompletableFuture::new);
  }

  private static void end(ControlPlane plane, Path kubeconfig) {
    try (plane) {
      Files.deleteIfExists(kubeconfig);
    } catch (IOException e) {
      Progress.say("%s stays: %s".formatted(kubeconfig, e.getMessage()));
    }
  }
}
