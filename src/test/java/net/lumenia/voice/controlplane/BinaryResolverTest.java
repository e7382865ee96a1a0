package net.lumenia.voice.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryResolverTest {
  @TempDir Path home;

  @Test
  void assetsComeFirst() throws Exception {
    programs(cached(), Program.all());
    Path assets = programs(home.resolve("assets"), Program.basic());
    assertThat(resolver(assets.toString()).resolve(Program.basic()).directory()).isEqualTo(assets);
  }

  @Test
  void theCacheComesNext() throws Exception {
    Path cached = programs(cached(), Program.all());
    assertThat(resolver("").resolve(Program.basic()).directory()).isEqualTo(cached);
  }

  @Test
  void assetsWithoutAControllerManagerDoOnlyWhereNoneIsNeeded() throws Exception {
    Path cached = programs(cached(), Program.all());
    Path assets = programs(home.resolve("assets"), Program.basic());
    assertThat(resolver(assets.toString()).resolve(Program.all()).directory()).isEqualTo(cached);
  }

  @Test
  void assetsThatAreNoneAreAMistakeToTellOf() throws Exception {
    programs(cached(), Program.all());
    Path assets = programs(home.resolve("assets"), Set.of(Program.ETCD));
    assertThatThrownBy(() -> resolver(assets.toString()).resolve(Program.basic()))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageContaining("KUBEBUILDER_ASSETS=" + assets);
  }

  private Path cached() {
    return home.resolve("voice-operator/control-plane")
        .resolve(GoProgram.controlPlane().fingerprint());
  }

  private BinaryResolver resolver(String assets) {
    return new BinaryResolver(
        Map.of(BinaryResolver.ASSETS, assets, "XDG_CACHE_HOME", home.toString()));
  }

  private static Path programs(Path directory, Set<Program> programs) throws IOException {
    Files.createDirectories(directory);
    for (Program program : programs) {
      Path file = Files.createFile(directory.resolve(program.fileName()));
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    return directory;
  }
}
