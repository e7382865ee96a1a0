package net.lumenia.voice.controlplane;

import java.nio.file.Path;

/**
 * The programs that ask what only Go libraries know. No download has them, so that tests with them
 * fail where there is no Go.
 */
public final class GoTools {
  private GoTools() {}

  /**
   * Says what GitOps tools think of an object.
   *
   * @throws ControlPlaneException if it can't be built
   */
  public static Path gitOpsHealth() {
    return file(GoProgram.gitOpsHealth());
  }

  /**
   * Says what the Operator Lifecycle Manager objects to in a bundle.
   *
   * @throws ControlPlaneException if it can't be built
   */
  public static Path olmBundle() {
    return file(GoProgram.olmBundle());
  }

  /**
   * An operator with controller-runtime, which {@code bench/fleet} measures beside this one.
   *
   * @throws ControlPlaneException if it can't be built
   */
  public static Path operator(String name) {
    return file(GoProgram.operator(name));
  }

  /** Built when it is not in the project's cache yet. */
  private static Path file(GoProgram program) {
    String name = program.names().getFirst();
    var cache = BinaryCache.of(name, System.getenv());
    return cache
        .get(
            () -> cache.find(program.fingerprint()),
            () ->
                cache
                    .add(program.fingerprint(), new GoBuild(program, cache.log())::into)
                    .orElseThrow())
        .resolve(name);
  }
}
