package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Set;
import java.util.stream.Stream;
import net.lumenia.voice.controlplane.ControlPlane;

/**
 * What the API server lets a service account do.
 *
 * @param client the service account
 */
record Permissions(KubernetesClient client) implements AutoCloseable {

  /** What everybody may ask about themselves. */
  private static final Set<String> OF_EVERYBODY =
      Set.of("authentication.k8s.io", "authorization.k8s.io");

  static Permissions of(ControlPlane plane, String namespace, String serviceAccount) {
    return new Permissions(
        plane.newClientAs(
            "system:serviceaccount:%s:%s".formatted(namespace, serviceAccount),
            "system:serviceaccounts",
            "system:serviceaccounts:" + namespace,
            "system:authenticated"));
  }

  /** All rules that hold in a namespace, a line for each resource: {@code configmaps: get list}. */
  String in(String namespace) {
    var review =
        new SelfSubjectRulesReviewBuilder()
            .withNewSpec()
            .withNamespace(namespace)
            .endSpec()
            .build();
    return client.resource(review).create().getStatus().getResourceRules().stream()
        .filter(rule -> !OF_EVERYBODY.containsAll(rule.getApiGroups()))
        .flatMap(Permissions::lines)
        .sorted()
        .map(line -> line + "\n")
        .collect(joining());
  }

  private static Stream<String> lines(ResourceRule rule) {
    return rule.getApiGroups().stream()
        .flatMap(
            group ->
                rule.getResources().stream()
                    .map(resource -> group.isEmpty() ? resource : resource + "." + group))
        .map(
            resource ->
                resource + rule.getResourceNames() + ": " + String.join(" ", rule.getVerbs()));
  }

  /** {@code kubectl auth can-i}; no namespace is all of them. */
  boolean may(String verb, String group, String resource, String namespace) {
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb(verb)
            .withGroup(group)
            .withResource(resource)
            .withNamespace(namespace)
            .endResourceAttributes()
            .endSpec()
            .build();
    return client.resource(review).create().getStatus().getAllowed();
  }

  @Override
  public void close() {
    client.close();
  }
}
