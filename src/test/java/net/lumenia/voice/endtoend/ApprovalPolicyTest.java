package net.lumenia.voice.endtoend;

import static net.lumenia.voice.endtoend.Cluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.util.Map;
import net.lumenia.voice.controlplane.ControlPlane;
import net.lumenia.voice.controlplane.WithControlPlane;
import net.lumenia.voice.crd.InstalledCrds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who may approve, by the chart's policies. Ann and Bob have the verb, and Eve only edits. */
@WithControlPlane
@Execution(ExecutionMode.CONCURRENT)
class ApprovalPolicyTest {

  private static final String PLANNED = "mode: Plan\nfirstMessage: ";
  private static final String APPROVE = approve("0123");
  private static final String CHANGED_BY = "voice.lumenia.net/changed-by";
  private static final String APPROVED_BY = "voice.lumenia.net/approved-by";

  private final Cluster cluster;
  private final Cluster ann;
  private final Cluster bob;
  private final Cluster eve;

  ApprovalPolicyTest(ControlPlane plane, KubernetesClient client) {
    InstalledCrds.in(client);
    cluster = new Cluster(client);
    ann = as(plane, "ann");
    bob = as(plane, "bob");
    eve = as(plane, "eve");
  }

  private Cluster as(ControlPlane plane, String user) {
    return new Cluster(
        plane
            .newClientAs(user, "system:authenticated")
            .adapt(NamespacedKubernetesClient.class)
            .inNamespace(cluster.namespace()));
  }

  @BeforeEach
  void grantAndInstall() {
    grant("editor", "get, create, update, patch, delete", "eve");
    grant("approver", "get, create, update, patch, delete, approve", "ann", "bob");
    var policies = new AdmissionPolicies(cluster);
    policies.install("stamp");
    eventually(
        () -> {
          eve.applyAssistant("probe", PLANNED + "at " + System.nanoTime());
          assertThat(annotations("probe")).containsEntry(CHANGED_BY, "eve");
        });
    policies.install("approver");
    policies.install("other-approver");
    eventually(
        () -> {
          String plan = String.valueOf(System.nanoTime());
          assertRefused(() -> eve.patch("probe", approve(plan)), "the verb approve");
          assertRefused(() -> ann.patch("probe", both(plan)), "must be the only change");
        });
  }

  @AfterEach
  void close() {
    ann.client().close();
    bob.client().close();
    eve.client().close();
  }

  @Test
  void whoLacksTheVerbMayNotApprove() {
    eve.applyAssistant("acme", PLANNED + "Hi");
    assertRefused(
        () -> eve.patch("acme", APPROVE),
        "spec.approvedPlan: user \"eve\" may not approve plans in namespace");
    assertRefused(
        () -> eve.patch("acme", "{\"spec\": {\"mode\": \"Apply\"}}"),
        "spec.mode: user \"eve\" may not leave mode Plan");
    assertRefused(
        () -> eve.patch("acme", "{\"spec\": {\"mode\": \"Observe\"}}"), "may not leave mode Plan");
    assertRefused(
        () -> eve.applyAssistant("other", PLANNED + "Hi\napprovedPlan: '0123'"),
        "may not approve plans");
    ann.patch("acme", APPROVE);
    assertThat(annotations("acme"))
        .containsEntry(CHANGED_BY, "eve")
        .containsEntry(APPROVED_BY, "ann");
  }

  @Test
  void whoChangedTheSpecLastMayNotApprove() {
    eve.applyAssistant("acme", PLANNED + "Hi");
    ann.patch("acme", "{\"spec\": {\"firstMessage\": \"Hello\"}}");
    assertRefused(
        () -> ann.patch("acme", APPROVE),
        "spec.approvedPlan: user \"ann\" changed the spec last, so another user must approve");
    assertRefused(
        () -> ann.patch("acme", "{\"spec\": {\"mode\": \"Apply\"}}"),
        "spec.mode: user \"ann\" changed the spec last");
    assertRefused(() -> bob.patch("acme", both("0123")), "an approval must be the only change");
    bob.patch("acme", APPROVE);
    assertThat(annotations("acme"))
        .containsEntry(CHANGED_BY, "ann")
        .containsEntry(APPROVED_BY, "bob");
  }

  /**
   * Other clients send whole objects, with old annotations or without; that is no reason to fail.
   */
  @Test
  void theAnnotationsCanNotBeForged() {
    eve.applyAssistant("acme", PLANNED + "Hi");
    bob.patch("acme", APPROVE);
    eve.patch(
        "acme",
        "{\"metadata\": {\"annotations\": {\"%s\": \"ann\", \"%s\": null}}}"
            .formatted(CHANGED_BY, APPROVED_BY));
    eve.patch("acme", "{\"metadata\": {\"annotations\": null}}");
    assertThat(annotations("acme"))
        .containsEntry(CHANGED_BY, "eve")
        .containsEntry(APPROVED_BY, "bob");

    eve.patch("acme", "{\"spec\": {\"approvedPlan\": null}}");
    assertThat(annotations("acme")).containsEntry(CHANGED_BY, "eve").doesNotContainKey(APPROVED_BY);
  }

  private void assertRefused(Runnable request, String message) {
    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(request::run)
        .withMessageContaining(message);
  }

  private Map<String, String> annotations(String name) {
    return cluster.assistant(name).getMetadata().getAnnotations();
  }

  private static String approve(String plan) {
    return "{\"spec\": {\"approvedPlan\": \"%s\"}}".formatted(plan);
  }

  private static String both(String plan) {
    return "{\"spec\": {\"approvedPlan\": \"%1$s\", \"firstMessage\": \"at %1$s\"}}"
        .formatted(plan);
  }

  private void grant(String role, String verbs, String... users) {
    var subjects = new StringBuilder();
    for (String user : users) {
      subjects.append(
          "- {apiGroup: rbac.authorization.k8s.io, kind: User, name: %s}\n".formatted(user));
    }
    cluster.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: %1$s}
        rules: [{apiGroups: [voice.lumenia.net], resources: [voiceassistants], verbs: [%2$s]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: %1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %1$s}
        subjects:
        %3$s"""
            .formatted(role, verbs, subjects));
  }
}
