package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.Optional;
import net.lumenia.voice.cluster.ApiServerRetry;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.status.Conditions;
import net.lumenia.voice.status.Notice;
import org.junit.jupiter.api.Test;

/** One reconcile while the resource changes. */
class ReconcileLoopTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Duration DEFAULT = SimulatedLoop.RESYNC;

  private final SimulatedApi api = new SimulatedApi("{\"firstMessage\": \"Hello\"}");
  private final SimulatedCluster cluster = new SimulatedCluster(spec("firstMessage: Hi"));
  private final GivenAssistant given = new GivenAssistant();
  private SimulatedPermits permits = new SimulatedPermits(new ApiPermits.Response.Granted(api));

  private static JsonNode spec(String managed) {
    String manifest = "spec:\n  workspace: {originalSlug: acme}\n" + managed.indent(2);
    return YAML.unmarshal(manifest, VoiceAssistant.class).getSpec().json();
  }

  private Optional<Duration> reconcile() {
    return SimulatedLoop.of(cluster, given, permits, api::now).reconcile(cluster.stored(), given);
  }

  private String reason() {
    return Conditions.find(cluster.stored().decodeStatus().conditions(), Conditions.READY)
        .orElseThrow()
        .reason();
  }

  @Test
  void changeIsSentAndReported() {
    assertThat(reconcile()).contains(DEFAULT);

    assertThat(api.patches()).containsExactly("{\"firstMessage\":\"Hi\"}");
    assertThat(reason()).isEqualTo("Synced");
    assertThat(cluster.statusWrites()).isOne();
    assertThat(cluster.events()).extracting(Notice::reason).containsExactly("Patched");
    assertThat(cluster.revisions()).hasSize(1);
    assertThat(api.closed()).isOne();
  }

  @Test
  void changedSpecIsSentInsteadOfTheCachedOne() {
    cluster.beforeFreshRead(() -> cluster.setSpec(spec("firstMessage: Ho")));

    assertThat(reconcile()).contains(DEFAULT);

    assertThat(api.patches()).containsExactly("{\"firstMessage\":\"Ho\"}");
    assertThat(cluster.revisions()).hasSize(1);
    assertThat(api.closed()).isEqualTo(2);
  }

  @Test
  void specThatKeepsChangingEndsTheReconcileAfterThreeReads() {
    var edits = new int[1];
    cluster.beforeFreshRead(() -> cluster.setSpec(spec("firstMessage: Hi " + ++edits[0])));

    assertThat(reconcile()).contains(ApiServerRetry.DELAY);

    assertThat(api.gets()).isEqualTo(3);
    assertThat(api.patches()).isEmpty();
    assertThat(cluster.statusWrites()).isZero();
    assertThat(cluster.revisions()).isEmpty();
    assertThat(api.closed()).isEqualTo(3);
  }

  @Test
  void assistantSuspendedInTheMeantimeIsLeftAlone() {
    cluster.beforeFreshRead(() -> cluster.setSpec(spec("firstMessage: Hi\nsuspend: true")));

    assertThat(reconcile()).isEmpty();

    assertThat(api.patches()).isEmpty();
    assertThat(cluster.statusWrites()).isZero();
    assertThat(api.closed()).isOne();
  }

  @Test
  void assistantDeletedInTheMeantimeIsLeftAlone() {
    cluster.beforeFreshRead(cluster::delete);

    assertThat(reconcile()).isEmpty();

    assertThat(api.patches()).isEmpty();
    assertThat(cluster.statusWrites()).isZero();
    assertThat(cluster.revisions()).isEmpty();
  }

  @Test
  void blockedAssistantIsReported() {
    given.noAccount();

    assertThat(reconcile()).contains(Duration.ofSeconds(1));

    assertThat(reason()).isEqualTo("AccountNotFound");
    assertThat(cluster.events()).extracting(Notice::reason).containsExactly("AccountNotFound");
    assertThat(api.gets()).isZero();
  }

  @Test
  void assistantOfAnUncheckedAccountIsNotReported() {
    given.accountWithoutStatus();

    assertThat(reconcile()).contains(ApiServerRetry.DELAY);
    assertThat(cluster.statusWrites()).isZero();
  }

  @Test
  void queuedAssistantIsNotReported() {
    permits = new SimulatedPermits(new ApiPermits.Response.Queued());

    assertThat(reconcile()).contains(DEFAULT);
    assertThat(cluster.statusWrites()).isZero();
  }
}
