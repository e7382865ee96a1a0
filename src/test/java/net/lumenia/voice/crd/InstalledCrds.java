package net.lumenia.voice.crd;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Installs the CRDs from Git on a cluster. */
public final class InstalledCrds {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private InstalledCrds() {}

  /** Installs all CRDs if they are missing, and returns when they are served. */
  public static void in(KubernetesClient client) {
    List<CustomResourceDefinition> crds = files().map(file -> read(client, file)).toList();
    crds.forEach(crd -> client.resource(crd).forceConflicts().serverSideApply());
    crds.forEach(crd -> awaitServed(client, crd));
  }

  static Stream<Path> files() {
    try (Stream<Path> files = Files.list(Path.of("crds"))) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CustomResourceDefinition read(KubernetesClient client, Path file) {
    try {
      return client
          .getKubernetesSerialization()
          .unmarshal(Files.readString(file), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Established resources can be used at once, but kubectl knows them only when published. */
  private static void awaitServed(KubernetesClient client, CustomResourceDefinition crd) {
    client
        .resource(crd)
        .waitUntilCondition(InstalledCrds::isEstablished, LIMIT.toSeconds(), TimeUnit.SECONDS);
    await("kubectl explain " + crd.getSpec().getNames().getPlural())
        .atMost(LIMIT)
        .until(() -> isPublished(client, crd.getSpec()));
  }

  private static boolean isEstablished(CustomResourceDefinition crd) {
    return crd.getStatus().getConditions().stream()
        .anyMatch(
            condition ->
                condition.getType().equals("Established") && condition.getStatus().equals("True"));
  }

  private static boolean isPublished(KubernetesClient client, CustomResourceDefinitionSpec crd) {
    String schemas =
        client.raw(
            "/openapi/v3/apis/%s/%s"
                .formatted(crd.getGroup(), crd.getVersions().getFirst().getName()));
    return schemas != null && schemas.contains("/" + crd.getNames().getPlural() + "/");
  }
}
