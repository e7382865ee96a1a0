package net.lumenia.voice.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.lumenia.voice.cluster.ApiServerRetry;
import net.lumenia.voice.cluster.LabelSelector;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.limiter.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a slice knows of the others, and when it may act on what comes from them. */
class SlicedFleetTest {

  private static final Duration HAND_OVER = Duration.ofSeconds(15);
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final VirtualTime time = new VirtualTime();
  private final List<String> requeued = new ArrayList<>();
  private final WorkspaceOwners owners =
      new WorkspaceOwners(
          new AccountResolver(
              BaseUrlPolicy.of(
                  Optional.of(URI.create("https://api.example.com")), Set.of(), false)),
          id -> requeued.add(References.key(id)));
  private final KubernetesClient unused = new KubernetesClientBuilder().build();
  private final SlicedFleet fleet =
      new SlicedFleet(
          new Slice.Selected(LabelSelector.parse("slice=ours")),
          owners,
          HAND_OVER,
          time,
          id -> requeued.add(References.key(id)),
          unused);
  private final LumeniaAccount account =
      YAML.unmarshal(
          """
          metadata: {namespace: team, name: default, generation: 1}
          spec: {accountId: 3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f, tokenSecretRef: {name: lumenia}}
          """,
          LumeniaAccount.class);

  @AfterEach
  void end() {
    unused.close();
  }

  /** Before that, an older one on the same workspace may be unknown. */
  @Test
  void assistantWaitsUntilTheWatchOfAllShowsIt() {
    assertThat(delay(ours("one"))).contains(ApiServerRetry.DELAY);
    fleet.seen(ours("one"));
    assertThat(requeued).containsExactly("team/one");
    assertThat(delay(ours("one"))).isEmpty();
    fleet.seen(ours("one"));
    assertThat(requeued).hasSize(1);
  }

  @Test
  void recreatedAssistantWaitsAgain() {
    fleet.seen(ours("one"));
    VoiceAssistant recreated = ours("one");
    recreated.getMetadata().setUid("another");
    assertThat(delay(recreated)).contains(ApiServerRetry.DELAY);
  }

  @Test
  void assistantFromAnotherSliceWaitsForWritesThatAreOnTheirWay() {
    fleet.seen(theirs("one"));
    fleet.seen(ours("one"));
    assertThat(delay(ours("one"))).contains(HAND_OVER);
    time.advance(HAND_OVER.minusMillis(1));
    fleet.seen(ours("one"));
    assertThat(delay(ours("one"))).contains(Duration.ofMillis(1));
    time.advance(Duration.ofMillis(1));
    assertThat(delay(ours("one"))).isEmpty();
  }

  @Test
  void assistantThatLeavesAndReturnsWaitsAgain() {
    fleet.seen(ours("one"));
    fleet.seen(theirs("one"));
    time.advance(HAND_OVER);
    fleet.seen(ours("one"));
    assertThat(delay(ours("one"))).contains(HAND_OVER);
  }

  /** A process that starts does not know which slice an assistant was in. */
  @Test
  void assistantThatWasEditedShortlyBeforeTheStartWaits() {
    fleet.seen(edited("new", time.instant(), time.instant()));
    fleet.seen(edited("moved", time.instant().minusSeconds(60), time.instant().minusSeconds(14)));
    fleet.seen(edited("old", time.instant().minusSeconds(60), time.instant().minusSeconds(15)));
    assertThat(delay(ours("new"))).isEmpty();
    assertThat(delay(ours("moved"))).contains(HAND_OVER);
    assertThat(delay(ours("old"))).isEmpty();
    fleet.seen(edited("old", time.instant().minusSeconds(60), time.instant()));
    assertThat(delay(ours("old"))).as("an edit of one that is known").isEmpty();
  }

  @Test
  void olderAssistantOfAnotherSliceOwnsTheWorkspace() {
    owners.update(account);
    fleet.seen(ours("b"));
    fleet.seen(theirs("a"));
    assertThat(requeued).contains("team/b");
    assertThat(owner(ours("b"))).contains("team/a");
    requeued.clear();
    fleet.gone("team/a");
    assertThat(owner(ours("b"))).isEmpty();
    assertThat(requeued).contains("team/b");
  }

  @Test
  void claimsThatWereSeenBeforeOursCount() {
    owners.update(account);
    fleet.seen(theirs("a"));
    fleet.seen(ours("b"));
    assertThat(owner(ours("b"))).contains("team/a");
  }

  @Test
  void ownerThatMovesToAnotherSliceStaysTheOwner() {
    owners.update(account);
    fleet.seen(ours("a"));
    fleet.seen(ours("b"));
    requeued.clear();
    fleet.seen(theirs("a"));
    assertThat(owner(ours("b"))).contains("team/a");
    assertThat(requeued).as("nothing has changed").doesNotContain("team/b");
    fleet.seen(theirs("b"));
    fleet.seen(ours("a"));
    assertThat(owner(ours("a"))).isEmpty();
  }

  /** Otherwise each process would hold an index of the whole fleet. */
  @Test
  void claimsOnOtherWorkspacesAreNotIndexed() {
    owners.update(account);
    IntStream.range(0, 100).forEach(i -> fleet.seen(on("workspace-" + i, theirs("other-" + i))));
    assertThat(owners.size()).as("the account").isEqualTo(1);
    fleet.seen(on("workspace-7", ours("x")));
    assertThat(owners.size()).isEqualTo(3);
    fleet.gone("team/x");
    assertThat(owners.size()).isEqualTo(1);
  }

  @Test
  void goneAssistantsLeaveNothing() {
    for (String name : List.of("a", "b", "c")) {
      fleet.seen(theirs(name));
      fleet.seen(ours(name));
      assertThat(fleet.delay(ours(name))).isPresent();
    }
    fleet.seen(theirs("c"));
    fleet.seen(theirs("d"));
    assertThat(fleet.delay(ours("never-seen"))).isPresent();
    assertThat(fleet.keys()).containsExactlyInAnyOrder("team/a", "team/b", "team/c", "team/d");
    fleet.keys().forEach(fleet::gone);
    fleet.remove(ours("never-seen"));
    assertThat(fleet.size()).isZero();
    assertThat(owners.size()).isZero();
  }

  private Optional<Duration> delay(VoiceAssistant assistant) {
    return fleet.delay(assistant);
  }

  private Optional<String> owner(VoiceAssistant assistant) {
    return owners.owner(WorkspaceClaim.of(assistant).orElseThrow(), Optional.of(account));
  }

  private static VoiceAssistant edited(String name, Instant created, Instant edited) {
    VoiceAssistant assistant = ours(name);
    assistant.getMetadata().setCreationTimestamp(created.toString());
    assistant
        .getMetadata()
        .setManagedFields(
            List.of(new ManagedFieldsEntryBuilder().withTime(edited.toString()).build()));
    return assistant;
  }

  private static VoiceAssistant on(String workspace, VoiceAssistant assistant) {
    assistant.setSpec(
        YAML.unmarshal(
                "spec: {workspace: {originalSlug: %s}, firstMessage: Hi}".formatted(workspace),
                VoiceAssistant.class)
            .getSpec());
    return assistant;
  }

  private static VoiceAssistant ours(String name) {
    return assistant(name, "ours");
  }

  private static VoiceAssistant theirs(String name) {
    return assistant(name, "theirs");
  }

  private static VoiceAssistant assistant(String name, String slice) {
    return YAML.unmarshal(
        """
        metadata:
          namespace: team
          name: %1$s
          uid: uid-%1$s
          creationTimestamp: "2026-11-01T12:00:00Z"
          labels: {slice: %2$s}
        spec: {workspace: {originalSlug: acme}, firstMessage: Hi}
        """
            .formatted(name, slice),
        VoiceAssistant.class);
  }
}
