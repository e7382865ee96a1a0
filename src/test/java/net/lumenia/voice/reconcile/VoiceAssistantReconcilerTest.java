package net.lumenia.voice.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.account.Fleet;
import net.lumenia.voice.account.TokenCache;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.CacheOf;
import net.lumenia.voice.cluster.DrainAcknowledger;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.cluster.cache.LargeObjectReader;
import net.lumenia.voice.cluster.cache.LumeniaAccountCache;
import net.lumenia.voice.cluster.cache.MetadataProbe;
import net.lumenia.voice.cluster.cache.PromptCache;
import net.lumenia.voice.cluster.cache.SpecLoader;
import net.lumenia.voice.cluster.cache.TextCache;
import net.lumenia.voice.cluster.cache.TrimmedSpec;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.limiter.VirtualTime;
import net.lumenia.voice.status.Notice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a reconcile begins and ends. */
@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init") // the extension sets the field
class VoiceAssistantReconcilerTest {

  private static final ResourceID ACME = new ResourceID("acme", "team");
  private static final Duration DEFAULT = SimulatedLoop.RESYNC;
  private static final String INVALID = "numberId: none";

  private final VirtualTime time = new VirtualTime();
  private final CacheOf<VoiceAssistant> cached = new CacheOf<>();
  private final List<ResourceID> started = new ArrayList<>();
  private final List<VoiceAssistant> edited = new ArrayList<>();
  private final List<VoiceAssistant> forgotten = new ArrayList<>();
  private final List<String> accounts = new ArrayList<>();
  private final GivenAssistant given = new GivenAssistant();
  private final SimulatedPermits permits = new SimulatedPermits(new ApiPermits.Response.Queued());
  private final Requeuer<VoiceAssistant> requeuer =
      new Requeuer<>(one -> !References.isSuspended(one), time, time, (_, _) -> {});
  private Slice slice = Slice.whole();
  private Optional<Duration> delay = Optional.empty();
  private KubernetesClient client;
  private SimulatedCluster cluster;
  private VoiceAssistantReconciler reconciler;

  @BeforeEach
  void start() {
    requeuer.of(cached).setEventHandler(event -> started.add(event.getRelatedCustomResourceID()));
    requeuer.start();
  }

  private void reconcile(VoiceAssistant resource) {
    cluster = new SimulatedCluster(resource.getSpec().json());
    var limit = new ApiServerLimit(Fence.open(System::nanoTime));
    var reads = new LargeObjectReader(client, limit);
    var texts = new TextCache();
    var accountRequeuer = new Requeuer<LumeniaAccount>(_ -> true, time, time, (_, _) -> {});
    var accountCache = new LumeniaAccountCache(requeuer);
    reconciler =
        new VoiceAssistantReconciler(
            SimulatedLoop.of(cluster, given, permits, time),
            new AssistantCaches(
                new SpecLoader(client, reads, texts),
                accountCache,
                new TokenCache(client, reads, accountRequeuer, accountCache, Runnable::run),
                new PromptCache(client, reads, requeuer, texts, Runnable::run),
                new MetadataProbe(client, reads),
                slice),
            requeuer,
            new Fleet() {
              @Override
              public void update(VoiceAssistant served) {}

              @Override
              public void remove(VoiceAssistant served) {}

              @Override
              public Optional<Duration> delay(VoiceAssistant served) {
                return delay;
              }

              @Override
              public List<EventSource<?, VoiceAssistant>> eventSources(
                  EventSourceContext<VoiceAssistant> context) {
                return List.of();
              }
            },
            slice,
            new DrainAcknowledger(client, limit, slice),
            edited::add,
            forgotten::add,
            accounts::add);
    reconciler.reconcile(resource, unusedContext());
  }

  /** Nothing is read from the context. */
  @SuppressWarnings("unchecked")
  private static Context<VoiceAssistant> unusedContext() {
    return (Context<VoiceAssistant>)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) -> {
              throw new AssertionError(method.getName());
            });
  }

  @Test
  void assistantIsReconciledAgainAtItsResync() {
    cached.put(given.spec(INVALID).resource());

    reconcile(given.resource());

    assertThat(cluster.events()).extracting(Notice::reason).containsExactly("InvalidSpec");
    time.advance(DEFAULT.minusSeconds(1));
    assertThat(started).isEmpty();
    time.advance(Duration.ofSeconds(2));
    assertThat(started).containsExactly(ACME);
    assertThat(forgotten).isEmpty();
    assertThat(accounts).containsExactly("team/default");
  }

  @Test
  void editsOfSpecAndRequestsOfChecksAreReported() {
    reconcile(given.spec(INVALID).resource());
    VoiceAssistant first = version(1, Map.of());
    VoiceAssistant withSpec = version(2, Map.of());
    VoiceAssistant annotated = version(2, Map.of(ReconcileAnnotation.NAME, "now"));

    reconciler.updated(first, Optional.empty());
    reconciler.updated(version(1, Map.of()), Optional.of(first));
    reconciler.updated(withSpec, Optional.of(first));
    reconciler.updated(annotated, Optional.of(withSpec));

    assertThat(edited).containsExactly(withSpec, annotated);
  }

  private static VoiceAssistant version(long generation, Map<String, String> annotations) {
    var assistant = new VoiceAssistant();
    assistant.getMetadata().setGeneration(generation);
    assistant.getMetadata().setAnnotations(annotations);
    return assistant;
  }

  @Test
  void suspendedAssistantGivesUpItsPlaceAndIsLeftAlone() {
    cached.put(given.spec("firstMessage: Hi\nsuspend: true").resource());

    reconcile(given.resource());

    assertThat(permits.withdrawn()).containsExactly("team/acme");
    assertThat(cluster.statusWrites()).isZero();
    assertThat(cluster.events()).isEmpty();
    time.advance(Duration.ofDays(1));
    assertThat(started).isEmpty();
  }

  /** Not even a suspended one stays with a shard that is asked to let go of it. */
  @Test
  void drainIsAcknowledgedAndNothingElseIsDone() {
    var shard = new Slice.Shard("voices", "one");
    slice = shard;
    VoiceAssistant resource = given.spec("firstMessage: Hi\nsuspend: true").resource();
    resource.getMetadata().setLabels(Map.of(shard.shardLabel(), "one", shard.drainLabel(), "true"));
    cached.put(client.resource(resource).create());

    reconcile(cached.get(ACME).orElseThrow());

    assertThat(client.resource(resource).get().getMetadata().getLabels().values())
        .as("the mock keeps the names")
        .containsOnlyNulls();
    assertThat(permits.withdrawn()).contains("team/acme");
    assertThat(permits.requested()).isEmpty();
    assertThat(cluster.statusWrites()).isZero();
    time.advance(Duration.ofDays(1));
    assertThat(started).isEmpty();
  }

  @Test
  void assistantFromAnotherSliceWaits() {
    delay = Optional.of(Duration.ofSeconds(15));
    cached.put(given.spec(INVALID).resource());

    reconcile(given.resource());

    assertThat(cluster.statusWrites()).isZero();
    assertThat(permits.withdrawn()).containsExactly("team/acme");
    time.advance(Duration.ofSeconds(15));
    assertThat(started).containsExactly(ACME);
  }

  @Test
  void assistantDeletedDuringItsReconcileLeavesNothing() {
    reconcile(given.spec(INVALID).resource());

    assertThat(permits.withdrawn()).contains("team/acme");
    assertThat(forgotten).hasSize(1);
    cached.put(given.resource());
    time.advance(Duration.ofDays(1));
    assertThat(started).isEmpty();
    assertThat(accounts).containsExactly("team/default");
  }

  /** Its long texts are read from the API server, where it is no more. */
  @Test
  void deletedAssistantWithLongTextsGivesUpItsPlace() {
    VoiceAssistant resource =
        given.spec("prompt: \"%s\"".formatted("Be kind. ".repeat(1_000))).resource();
    TrimmedSpec.trim(resource, new TextCache(0));
    cached.put(resource);

    reconcile(resource);

    assertThat(permits.withdrawn()).containsExactly("team/acme");
    assertThat(permits.requested()).isEmpty();
    assertThat(cluster.statusWrites()).isZero();
  }
}
