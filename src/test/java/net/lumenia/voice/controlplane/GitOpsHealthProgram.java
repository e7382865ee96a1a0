package net.lumenia.voice.controlplane;

import java.nio.file.Path;

/**
 * The program that says what GitOps tools think of an object. Only Go has the libraries that they
 * think with, and no download has the program, so that these tests fail where there is no Go.
 */
public final class GitOpsHealthProgram {
  private GitOpsHealthProgram() {}

  /**
   * Its file, which is built when it is not in the project's cache yet.
   *
   * @throws ControlPlaneException if it can't be built
   */
  public static Path file() {
    GoProgram program = GoProgram.gitOpsHealth();
    var cache = BinaryCache.of("gitops-health", System.getenv());
    return cache
        .get(
            () -> cache.find(program.fingerprint()),
            () ->
                cache
                    .add(program.fingerprint(), new GoBuild(program, cache.log())::into)
                    .orElseThrow())
        .resolve(program.names().getFirst());
  }
}
