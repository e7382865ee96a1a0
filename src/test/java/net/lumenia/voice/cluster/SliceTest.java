package net.lumenia.voice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;

class SliceTest {

  private static final String SHARD = "shard.alpha.sharding.timebertt.dev/voices";
  private static final String DRAIN = "drain.alpha.sharding.timebertt.dev/voices";

  private final Slice shard = new Slice.Shard("voices", "operator-0");

  @Test
  void wholeFleetIsServedUnderOneLease() {
    assertThat(Slice.whole().serves(with(Map.of()))).isTrue();
    assertThat(Slice.whole().selector()).isEmpty();
    assertThat(Slice.whole().lease()).isEqualTo("voice-operator");
  }

  @Test
  void everySelectorHasALeaseOfItsOwn() {
    assertThat(selected("slice=a").lease()).isEqualTo("voice-operator-9ab61b5190");
    assertThat(selected("slice=b").lease()).isNotEqualTo(selected("slice=a").lease());
    assertThat(selected("slice=a").serves(with(Map.of("slice", "a")))).isTrue();
    assertThat(selected("slice=a").serves(with(Map.of()))).isFalse();
  }

  /** The names that pkg/apis/sharding/v1alpha1 of kubernetes-controller-sharding defines. */
  @Test
  void shardIsSelectedByTheSharderLabel() {
    assertThat(shard.selector()).contains(SHARD + "=operator-0");
    assertThat(shard.lease()).isEqualTo("operator-0");
    assertThat(new Slice.Shard("voices", "operator-0").leaseLabels())
        .isEqualTo(Map.of("alpha.sharding.timebertt.dev/controllerring", "voices"));
    assertThat(shard.serves(with(Map.of(SHARD, "operator-0")))).isTrue();
    assertThat(shard.serves(with(Map.of(SHARD, "operator-1")))).isFalse();
    assertThat(shard.serves(with(Map.of()))).isFalse();
  }

  @Test
  void drainLabelOfItsOwnResourceEndsTheService() {
    VoiceAssistant draining = with(Map.of(SHARD, "operator-0", DRAIN, "anything"));
    assertThat(shard.contains(draining)).isTrue();
    assertThat(shard.isDraining(draining)).isTrue();
    assertThat(shard.serves(draining)).isFalse();
    assertThat(shard.isDraining(with(Map.of(SHARD, "operator-1", DRAIN, "true")))).isFalse();
  }

  /** Such updates have no new generation, but must start a reconcile. */
  @Test
  void changesOfTheLabelsAreNoticed() {
    VoiceAssistant served = with(Map.of(SHARD, "operator-0"));
    VoiceAssistant draining = with(Map.of(SHARD, "operator-0", DRAIN, ""));
    assertThat(shard.isMoved(draining, served)).isTrue();
    assertThat(shard.isMoved(served, draining)).isTrue();
    assertThat(shard.isMoved(with(Map.of()), draining)).isTrue();
    assertThat(shard.isMoved(served, served)).isFalse();
    assertThat(selected("slice=a").isMoved(with(Map.of("slice", "a")), with(Map.of()))).isTrue();
  }

  private static Slice selected(String selector) {
    return new Slice.Selected(LabelSelector.parse(selector));
  }

  private static VoiceAssistant with(Map<String, String> labels) {
    var resource = new VoiceAssistant();
    resource.setMetadata(new ObjectMetaBuilder().withName("acme").withLabels(labels).build());
    return resource;
  }
}
