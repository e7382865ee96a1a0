package net.lumenia.voice.account;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.cluster.ApiServerRetry;
import net.lumenia.voice.cluster.LastEdit;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.cluster.cache.FleetInformer;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * A fleet of which this process serves a slice. One watch shows all assistants, because one of
 * another slice may own a workspace. Of those only the claim is kept, and {@link WorkspaceOwners}
 * gets it only if an assistant of this slice claims the same workspace.
 *
 * <p>An assistant of the slice is reconciled once this watch has shown it: then it has shown all
 * older ones, too. One that comes from another slice has to wait, because a PATCH that rests on the
 * process that served it before may be on its way. Thread-safe.
 */
public final class SlicedFleet implements Fleet, FleetInformer.Listener {

  /** An assistant of this slice. */
  private record Served(String uid, Optional<WorkspaceClaim> claim) {}

  private final Slice slice;
  private final WorkspaceOwners owners;
  private final Duration handOver;
  private final InstantSource clock;
  private final Consumer<ResourceID> requeue;
  private final KubernetesClient kubernetes;

  private final Map<String, Served> served = new HashMap<>();
  private final Map<WorkspaceSlug, Integer> servedClaims = new HashMap<>();
  private final Map<String, Optional<WorkspaceClaim>> others = new HashMap<>();
  private final Map<WorkspaceSlug, Set<WorkspaceClaim>> otherClaims = new HashMap<>();
  private final Map<String, Instant> waiting = new HashMap<>();
  private final Set<String> unseen = new HashSet<>();

  /**
   * @param handOver how long an assistant that comes from another slice has to wait
   * @param clock monotonic, and at the time of the wall clock when the process started
   * @param requeue starts the reconcile of an assistant of the slice; must not block
   * @param kubernetes decodes assistants into the form of caches
   */
  public SlicedFleet(
      Slice slice,
      WorkspaceOwners owners,
      Duration handOver,
      InstantSource clock,
      Consumer<ResourceID> requeue,
      KubernetesClient kubernetes) {
    this.slice = slice;
    this.owners = owners;
    this.handOver = handOver;
    this.clock = clock;
    this.requeue = requeue;
    this.kubernetes = kubernetes;
  }

  @Override
  public List<EventSource<?, VoiceAssistant>> eventSources(
      EventSourceContext<VoiceAssistant> context) {
    return List.of(
        new FleetInformer(
            kubernetes, this, context.getControllerConfiguration().getEffectiveNamespaces()));
  }

  /** The watch of all assistants shows it. */
  @Override
  public void update(VoiceAssistant assistant) {}

  /** The watch of all assistants shows where it went. */
  @Override
  public void remove(VoiceAssistant assistant) {
    synchronized (this) {
      unseen.remove(References.key(assistant));
    }
  }

  @Override
  public synchronized Optional<Duration> delay(VoiceAssistant assistant) {
    String key = References.key(assistant);
    if (Optional.ofNullable(served.get(key))
        .filter(known -> known.uid().equals(uid(assistant)))
        .isEmpty()) {
      unseen.add(key);
      return Optional.of(ApiServerRetry.DELAY);
    }
    unseen.remove(key);
    Optional<Duration> left =
        Optional.ofNullable(waiting.get(key))
            .map(until -> Duration.between(clock.instant(), until))
            .filter(Duration::isPositive);
    if (left.isEmpty()) {
      waiting.remove(key);
    }
    return left;
  }

  @Override
  public void seen(VoiceAssistant assistant) {
    Optional<WorkspaceClaim> claim = WorkspaceClaim.of(assistant).map(SlicedFleet::compact);
    String key = claim.map(WorkspaceClaim::key).orElseGet(() -> References.key(assistant));
    if (slice.contains(assistant)) {
      if (serve(key, assistant, claim)) {
        requeue.accept(References.id(key));
      }
    } else {
      leave(key, claim);
    }
  }

  /** There are as many as assistants in the fleet, and few accounts. */
  private static WorkspaceClaim compact(WorkspaceClaim claim) {
    return new WorkspaceClaim(
        claim.key(), claim.created(), claim.account().intern(), claim.workspace());
  }

  /** Returns whether a reconcile waits for this. */
  private synchronized boolean serve(
      String key, VoiceAssistant assistant, Optional<WorkspaceClaim> claim) {
    boolean wasElsewhere = removeOther(key);
    var before = Optional.ofNullable(served.put(key, new Served(uid(assistant), claim)));
    if (wasElsewhere || (before.isEmpty() && mayHaveMoved(assistant.getMetadata()))) {
      waiting.put(key, clock.instant().plus(handOver));
    }
    claim.ifPresent(this::countServed);
    before.flatMap(Served::claim).ifPresent(this::discountServed);
    claim.ifPresentOrElse(owners::update, () -> owners.forgetAssistant(key));
    return unseen.remove(key);
  }

  private synchronized void leave(String key, Optional<WorkspaceClaim> claim) {
    removeOther(key);
    others.put(key, claim);
    claim.ifPresent(one -> otherClaims.merge(one.workspace(), Set.of(one), SlicedFleet::union));
    removeServed(key);
    claim
        .filter(one -> servedClaims.containsKey(one.workspace()))
        .ifPresentOrElse(owners::update, () -> owners.forgetAssistant(key));
  }

  @Override
  public synchronized void gone(String key) {
    removeOther(key);
    removeServed(key);
    owners.forgetAssistant(key);
  }

  private void removeServed(String key) {
    waiting.remove(key);
    Optional.ofNullable(served.remove(key)).flatMap(Served::claim).ifPresent(this::discountServed);
  }

  private boolean removeOther(String key) {
    Optional<Optional<WorkspaceClaim>> removed = Optional.ofNullable(others.remove(key));
    removed
        .flatMap(claim -> claim)
        .ifPresent(
            claim ->
                otherClaims.computeIfPresent(claim.workspace(), (_, all) -> without(all, claim)));
    return removed.isPresent();
  }

  /** With the first claim of this slice on a workspace, those of other slices matter. */
  private void countServed(WorkspaceClaim claim) {
    if (servedClaims.merge(claim.workspace(), 1, Integer::sum) == 1) {
      othersOn(claim).forEach(owners::update);
    }
  }

  private void discountServed(WorkspaceClaim claim) {
    if (servedClaims.merge(claim.workspace(), -1, SlicedFleet::sumUnlessZero) == null) {
      othersOn(claim).forEach(other -> owners.forgetAssistant(other.key()));
    }
  }

  private Set<WorkspaceClaim> othersOn(WorkspaceClaim claim) {
    return otherClaims.getOrDefault(claim.workspace(), Set.of());
  }

  /**
   * Whether an assistant that this process has not seen before may come from another slice: it was
   * edited a short while ago, after its creation.
   */
  private boolean mayHaveMoved(ObjectMeta metadata) {
    Instant since = clock.instant().minus(handOver);
    return LastEdit.of(metadata)
        .filter(edit -> !LastEdit.parse(metadata.getCreationTimestamp()).equals(Optional.of(edit)))
        .filter(since::isBefore)
        .isPresent();
  }

  private static String uid(VoiceAssistant assistant) {
    return Objects.requireNonNullElse(assistant.getMetadata().getUid(), "");
  }

  private static <T> Set<T> union(Set<T> some, Set<T> more) {
    Set<T> all = some instanceof HashSet ? some : new HashSet<>(some);
    all.addAll(more);
    return all;
  }

  /** The sets of most workspaces have one element and stay immutable, which takes less memory. */
  @SuppressWarnings("NullAway") // null removes the entry
  private static <T> Set<T> without(Set<T> all, T one) {
    if (all.size() == 1) {
      return all.contains(one) ? null : all;
    }
    all.remove(one);
    return all;
  }

  @SuppressWarnings("NullAway") // null removes the entry
  private static Integer sumUnlessZero(Integer one, Integer other) {
    return one + other == 0 ? null : one + other;
  }

  @Override
  public synchronized Stream<String> keys() {
    return Stream.concat(served.keySet().stream(), others.keySet().stream()).toList().stream();
  }

  @Override
  public synchronized boolean knows(String key) {
    return served.containsKey(key) || others.containsKey(key);
  }

  /** The number of entries. */
  synchronized int size() {
    return served.size()
        + servedClaims.size()
        + others.size()
        + otherClaims.size()
        + waiting.size()
        + unseen.size();
  }
}
