package net.lumenia.voice.controlplane;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the programs of a control plane: in {@code KUBEBUILDER_ASSETS}, in the project's cache, by
 * the download of kube-api-test, and where that is out of reach by building them from the official
 * Go modules. Only the last two take long, and both leave their result in the cache.
 */
final class BinaryResolver {
  static final String ASSETS = "KUBEBUILDER_ASSETS";

  private final Map<String, String> environment;
  private final BinaryCache cache;

  BinaryResolver(Map<String, String> environment) {
    this.environment = environment;
    this.cache = BinaryCache.of("control-plane", environment);
  }

  ControlPlaneBinaries resolve(Set<Program> programs) {
    return given(programs).orElseGet(() -> ours(programs, GoProgram.controlPlane()));
  }

  private Optional<ControlPlaneBinaries> given(Set<Program> programs) {
    String assets = environment.getOrDefault(ASSETS, "");
    if (assets.isBlank()) {
      return Optional.empty();
    }
    var binaries = new ControlPlaneBinaries(Path.of(assets).toAbsolutePath());
    if (!binaries.has(Program.basic())) {
      throw new ControlPlaneException(
          "%s=%s must name a directory with the programs etcd, kube-apiserver and kubectl; unset it to have them downloaded or built"
              .formatted(ASSETS, assets));
    }
    if (!binaries.has(programs)) {
      // The downloads that this variable usually names have no controller manager.
      Progress.say("%s has no kube-controller-manager, looking further".formatted(ASSETS));
      return Optional.empty();
    }
    return Optional.of(binaries);
  }

  private ControlPlaneBinaries ours(Set<Program> programs, GoProgram build) {
    return cache.get(() -> cached(programs, build), () -> make(programs, build));
  }

  private Optional<ControlPlaneBinaries> cached(Set<Program> programs, GoProgram build) {
    return Stream.of(build.fingerprint(), EnvtestDownload.NAME)
        .flatMap(name -> cache.find(name).stream())
        .map(ControlPlaneBinaries::new)
        .filter(binaries -> binaries.has(programs))
        .findFirst();
  }

  private ControlPlaneBinaries make(Set<Program> programs, GoProgram build) {
    return downloaded(programs)
        .or(() -> cache.add(build.fingerprint(), new GoBuild(build, cache.log())::into))
        .map(ControlPlaneBinaries::new)
        .orElseThrow(() -> new IllegalStateException("a build ends with programs or throws"));
  }

  private Optional<Path> downloaded(Set<Program> programs) {
    return Program.basic().containsAll(programs)
        ? cache.add(EnvtestDownload.NAME, new EnvtestDownload()::into)
        : Optional.empty();
  }
}
