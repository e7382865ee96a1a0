package net.lumenia.voice.controlplane;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    this.cache = new BinaryCache(BinaryCache.directoryIn(environment));
  }

  ControlPlaneBinaries resolve(Set<Program> programs) {
    return given(programs).orElseGet(() -> ours(programs, GoModule.ofThisRepository()));
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

  private ControlPlaneBinaries ours(Set<Program> programs, GoModule module) {
    return cached(programs, module)
        .orElseGet(
            () ->
                cache.exclusively(
                    () -> cached(programs, module).orElseGet(() -> make(programs, module))));
  }

  private Optional<ControlPlaneBinaries> cached(Set<Program> programs, GoModule module) {
    return cache
        .find(module.fingerprint(), programs)
        .or(() -> cache.find(EnvtestDownload.NAME, programs));
  }

  private ControlPlaneBinaries make(Set<Program> programs, GoModule module) {
    if (Program.basic().containsAll(programs)) {
      Optional<ControlPlaneBinaries> downloaded =
          cache.add(EnvtestDownload.NAME, new EnvtestDownload()::into);
      if (downloaded.isPresent()) {
        return downloaded.get();
      }
    }
    return cache
        .add(module.fingerprint(), new GoBuild(module, cache.log())::into)
        .orElseThrow(() -> new IllegalStateException("a build ends with programs or throws"));
  }
}
