package net.lumenia.voice.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.catalog.Catalogs;
import net.lumenia.voice.cluster.ApiServerLimit;
import net.lumenia.voice.cluster.CacheOf;
import net.lumenia.voice.cluster.DrainAcknowledger;
import net.lumenia.voice.cluster.EventRecorder;
import net.lumenia.voice.cluster.EventWriter;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.cluster.LabelSelector;
import net.lumenia.voice.cluster.RecentStatusWrites;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.cluster.StatusWriter;
import net.lumenia.voice.cluster.VoiceCatalogWriter;
import net.lumenia.voice.cluster.cache.LargeObjectReader;
import net.lumenia.voice.cluster.cache.LumeniaAccountCache;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.lumenia.limiter.CircuitTiming;
import net.lumenia.voice.lumenia.limiter.VirtualTime;
import net.lumenia.voice.numbers.AccountNumbers;
import net.lumenia.voice.status.BackoffTiming;
import net.lumenia.voice.status.NextAttempt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Status, events and the next check of an account that is refused before the API is called. */
@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class LumeniaAccountReconcilerTest {

  private static final Duration RESYNC = Duration.ofMinutes(5);
  private static final ResourceID ID = new ResourceID("default", "team");
  private static final String STATUS =
      "/apis/voice.lumenia.net/v1alpha1/namespaces/team/lumeniaaccounts/default/status";
  private static final String EVENTS = "/api/v1/namespaces/team/events";

  private final VirtualTime time = new VirtualTime();
  private final CacheOf<LumeniaAccount> cached = new CacheOf<>();
  private final List<ResourceID> started = new ArrayList<>();
  private final Requeuer<LumeniaAccount> requeuer =
      new Requeuer<>(_ -> true, time, time, (_, _) -> {});
  private final AccountLimiters limiters =
      new AccountLimiters(
          new LumeniaClient("test", Limits.DEFAULT, (_, _, _) -> {}, time),
          CallLimits.OF_PROCESS,
          (_, _) -> {},
          _ -> {},
          CircuitTiming.DEFAULT,
          time);
  private KubernetesMockServer server;
  private KubernetesClient client;
  private LumeniaAccountReconciler reconciler;

  @BeforeEach
  void start() {
    start(Slice.whole());
  }

  private void start(Slice slice) {
    requeuer.of(cached).setEventHandler(event -> started.add(event.getRelatedCustomResourceID()));
    requeuer.start();
    server.expect().post().withPath(EVENTS).andReturn(201, new Event()).always();
    var limit = new ApiServerLimit(Fence.open(System::nanoTime));
    var catalogs = new Catalogs(CacheTiming.DEFAULT, time, time);
    var resolver = new AccountResolver(BaseUrlPolicy.of(Optional.empty(), Set.of(), false));
    var accounts =
        new LumeniaAccountCache(new Requeuer<VoiceAssistant>(_ -> true, time, time, (_, _) -> {}));
    reconciler =
        new LumeniaAccountReconciler(
            new AccountChecker(
                resolver,
                (_, _) -> false,
                limiters,
                catalogs,
                requeuer,
                new TokenCheckCache(new NextAttempt(BackoffTiming.DEFAULT), RESYNC, time),
                new NextAttempt(BackoffTiming.DEFAULT),
                RESYNC,
                time),
            new LimiterReports(limiters, catalogs),
            new CatalogPublisher(
                limiters,
                catalogs,
                new AccountNumbers(CacheTiming.DEFAULT, time, time),
                new VoiceCatalogWriter(client, limit),
                time),
            new StatusWriter(client, limit, new RecentStatusWrites(), slice),
            new EventRecorder(new EventWriter(client, limit), time),
            accounts,
            new TokenCache(
                client, new LargeObjectReader(client, limit), requeuer, accounts, Runnable::run),
            requeuer,
            new WorkspaceOwners(resolver, _ -> {}),
            slice,
            new DrainAcknowledger(client, limit, slice),
            time);
  }

  @AfterEach
  void stop() {
    limiters.close();
  }

  /** Its own operator does that, and two would overwrite each other's status. */
  @Test
  void accountOfAnotherSliceIsNeitherCheckedNorReported() throws Exception {
    start(new Slice.Selected(LabelSelector.parse("slice=ours")));
    LumeniaAccount account = account();
    cached.put(account);
    reconcile(account);
    time.advance(RESYNC.multipliedBy(10));
    assertThat(server.getRequestCount()).isZero();
    assertThat(started).isEmpty();
  }

  @Test
  void reasonIsWrittenReportedAndCheckedAgain() throws Exception {
    LumeniaAccount account = account();
    server.expect().patch().withPath(STATUS).andReturn(200, account).once();
    cached.put(account);
    reconcile(account);
    JsonNode ready = body(server.takeRequest()).at("/status/conditions/0");
    assertThat(ready.path("type").asText()).isEqualTo("Ready");
    assertThat(ready.path("reason").asText()).isEqualTo("InvalidSpec");
    assertThat(body(server.takeRequest()).path("reason").asText()).isEqualTo("InvalidSpec");
    assertThat(started).isEmpty();
    time.advance(RESYNC.plusMinutes(1));
    assertThat(started).containsExactly(ID);
  }

  /** Without a status the backoff does not grow, so the next check waits at least a minute. */
  @Test
  void refusedStatusIsReportedByAnEventOnce() throws Exception {
    var refusal = new StatusBuilder().withCode(422).withMessage("no").build();
    server.expect().patch().withPath(STATUS).andReturn(422, refusal).always();
    LumeniaAccount account = account();
    cached.put(account);
    reconcile(account);
    reconcile(account);
    assertThat(server.getRequestCount()).as("2 statuses and 1 event").isEqualTo(3);
    server.takeRequest();
    assertThat(server.takeRequest().getPath()).isEqualTo(EVENTS);
    time.advance(Duration.ofSeconds(59));
    assertThat(started).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private void reconcile(LumeniaAccount account) {
    var unused =
        (Context<LumeniaAccount>)
            Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (_, method, _) -> {
                  throw new AssertionError(method.getName());
                });
    reconciler.reconcile(account, unused);
  }

  private static JsonNode body(RecordedRequest request) throws JsonProcessingException {
    return new ObjectMapper().readTree(request.getBody().readUtf8());
  }

  private static LumeniaAccount account() throws JsonProcessingException {
    var account = new LumeniaAccount();
    account.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName("default")
            .withUid("1")
            .withGeneration(1L)
            .withResourceVersion("7")
            .build());
    account.setSpec(new RawJson(new ObjectMapper().readTree("{\"requestsPerMinute\": \"many\"}")));
    return account;
  }
}
