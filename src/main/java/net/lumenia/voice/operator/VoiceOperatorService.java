package net.lumenia.voice.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.MissingCRDException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import net.lumenia.voice.cluster.Fence;
import net.lumenia.voice.cluster.LeaseTiming;
import net.lumenia.voice.cluster.ListPages;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.cluster.Slice;
import net.lumenia.voice.cluster.cache.TextCache;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.Correlation;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.Operation;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.operator.election.LeaderElector;
import net.lumenia.voice.operator.election.LeaseRecord;
import net.lumenia.voice.operator.election.LeaseStore;
import net.lumenia.voice.operator.http.HttpEndpoints;
import net.lumenia.voice.operator.metrics.OperatorMetrics;
import net.lumenia.voice.reconcile.OperatorTiming;
import net.lumenia.voice.reconcile.Reconcilers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The operator: reconcilers, metrics and health, from start to graceful shutdown. */
public final class VoiceOperatorService implements AutoCloseable {

  private static final String SDK_NAMESPACE = "resource.namespace";
  private static final String SDK_UID = "resource.uid";

  /** Reconcilers do not change what they are given, so the cached object itself is good enough. */
  private static final Cloner UNCHANGED =
      new Cloner() {
        @Override
        public <R extends HasMetadata> R clone(R cached) {
          return cached;
        }
      };

  private static final Logger LOG = LoggerFactory.getLogger(VoiceOperatorService.class);

  /** For a request to the Lumenia API, which may take 30 s, and the status write after it. */
  public static final Duration GRACE_PERIOD = Duration.ofSeconds(40);

  /** After the wall clock was set: soon enough for users, slow enough for the API server. */
  private static final Duration CHECK_ALL = Duration.ofMinutes(1);

  /** For the events that wait when the last reconcile has ended. */
  private static final Duration FLUSH_EVENTS = Duration.ofSeconds(5);

  private final KubernetesClient kubernetes;
  private final KubernetesClient cacheClient;
  private final Optional<KubernetesClient> fleetClient;
  private final Optional<KubernetesClient> leaseClient;
  private final Optional<LeaderElector> election;
  private final OperatorMetrics metrics;
  private final Operator operator;
  private final Controllers controllers;
  private final Reconcilers reconcilers;
  private final Informers informers;
  private final Reconciles reconciles = new Reconciles(System::nanoTime);
  private final Liveness liveness;
  private final HttpEndpoints http;
  private volatile boolean synced;

  private VoiceOperatorService(OperatorConfig config, OperatorTiming timing) {
    liveness = new Liveness(timing.stall(), System::nanoTime, this::stalled);
    kubernetes = KubernetesClients.observed(config.kubeconfig(), reconciles::step);
    var texts = new TextCache();
    Set<String> labels = config.slice().labels();
    cacheClient = KubernetesClients.forCaches(config.kubeconfig(), texts, labels);
    fleetClient =
        config
            .slice()
            .selector()
            .map(_ -> KubernetesClients.forCaches(config.kubeconfig(), new TextCache(0), labels));
    Clock clock = Clock.systemUTC();
    Clock monotonic = MonotonicClock.startingAt(clock.instant(), System::nanoTime);
    leaseClient =
        config
            .leaderElection()
            .map(
                _ ->
                    KubernetesClients.impatient(
                        config.kubeconfig(), requestTimeout(timing.lease())));
    election = leaseClient.map(client -> election(client, config, timing.lease(), clock));
    Fence fence = election.map(LeaderElector::fence).orElseGet(() -> Fence.open(System::nanoTime));
    metrics = new OperatorMetrics(config.version(), clock);
    metrics.watchLeadership(fence::isOpen);
    var sdkMetrics = MicrometerMetrics.withoutPerResourceMetrics(metrics.registry());
    ReconcileExecutor executor = reconcileExecutor(config);
    operator = new Operator(overrider -> configure(overrider, executor, sdkMetrics));
    var client =
        new LumeniaClient(
            config.version(), Limits.DEFAULT, config.network(), this::completed, clock);
    reconcilers =
        Reconcilers.of(
            kubernetes,
            fleetClient.orElse(cacheClient),
            config.slice(),
            client,
            texts,
            fence,
            config.baseUrls(),
            timing,
            config.resyncInterval(),
            config.processLimits(),
            metrics,
            metrics,
            assistant -> executor.edited(resource(assistant)),
            (resource, bug) -> count(sdkMetrics, resource, bug),
            clock,
            monotonic);
    metrics.watch(reconcilers.limiters());
    metrics.watchDroppedEvents(reconcilers.events()::dropped);
    new WallClockWatch(clock, monotonic, this::checkAll).start(reconcilers.scheduler());
    operator.register(reconcilers.accounts(), controller -> scope(controller, config));
    operator.register(
        reconcilers.assistants(),
        controller -> {
          scope(controller, config);
          config.slice().selector().ifPresent(controller::withLabelSelector);
        });
    controllers = Controllers.of(operator);
    informers = new Informers(operator);
    http =
        HttpEndpoints.start(
            config.httpAddress(),
            () ->
                metrics.scrape(reconcilers.assistants().cached(), reconcilers.accounts().cached()),
            this::unhealthy,
            () -> synced ? stoppedInformer() : Optional.of("the caches are not synced yet"));
    watchProgress();
  }

  /** Watches reconciles, timers, and the locks that a scrape takes. */
  private void watchProgress() {
    liveness.watch(reconciles);
    liveness.watchTimer("rate limiters", limiters().timer());
    liveness.watchTimer("requeues", task -> reconcilers.scheduler().schedule(Duration.ZERO, task));
    liveness.watchCall("metrics", limiters()::circuits);
    liveness.start();
  }

  private void completed(Operation operation, String code, Duration took) {
    reconciles.step();
    metrics.completed(operation, code, took);
  }

  /** A stalled process must not keep another one from leading. */
  private void stalled(String what) {
    election.ifPresent(elected -> elected.release(what));
  }

  private Optional<String> unhealthy() {
    return stoppedInformer()
        .or(liveness::problem)
        .or(() -> election.flatMap(LeaderElector::released).map("released the lease: "::concat));
  }

  private Optional<String> stoppedInformer() {
    return informers.areRunning() ? Optional.empty() : Optional.of("an informer stopped");
  }

  /**
   * Starts the operator and returns once its caches are synced.
   *
   * @throws RuntimeException if the API server cannot be reached, the CRDs are not installed, or
   *     the HTTP port is in use
   */
  public static VoiceOperatorService start(OperatorConfig config) {
    return start(config, OperatorTiming.DEFAULT.with(config.leaseTiming()));
  }

  /** Starts the operator at another pace, for tests. */
  static VoiceOperatorService start(OperatorConfig config, OperatorTiming timing) {
    var service = new VoiceOperatorService(config, timing);
    try {
      requireCrds(service.kubernetes);
      service.controllers.fillCaches();
      service.synced = true;
      service.election.ifPresentOrElse(LeaderElector::start, service::startReconciling);
      return service;
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
  }

  /** Uses discovery, which every client may use; reading the CRDs would need a ClusterRole. */
  private static void requireCrds(KubernetesClient kubernetes) {
    Stream.of(LumeniaAccount.class, VoiceAssistant.class)
        .filter(type -> !kubernetes.supports(type))
        .findFirst()
        .ifPresent(
            type -> {
              throw new MissingCRDException(
                  HasMetadata.getFullResourceName(type), HasMetadata.getVersion(type));
            });
  }

  /** The rate limiters of the accounts, for tests that block them. */
  AccountLimiters limiters() {
    return reconcilers.limiters();
  }

  /** The port for metrics and health. */
  public int httpPort() {
    return http.port();
  }

  private void configure(
      ConfigurationServiceOverrider overrider, ExecutorService executor, Metrics sdkMetrics) {
    overrider
        .withKubernetesClient(cacheClient)
        .withCloseClientOnStop(false)
        .withExecutorService(executor)
        .withResourceCloner(UNCHANGED)
        .withReconciliationTerminationTimeout(GRACE_PERIOD)
        .withUseSSAToPatchPrimaryResource(false)
        .withMetrics(sdkMetrics);
  }

  private ReconcileExecutor reconcileExecutor(OperatorConfig config) {
    return new ReconcileExecutor(
        config.processLimits().concurrentRequests(),
        VoiceOperatorService::submitted,
        reconcile -> Correlation.of(unlessReleased(reconcile)));
  }

  /** The SDK submits a reconcile with its resource in the logging context. */
  private static ReconcileExecutor.Resource submitted() {
    return new ReconcileExecutor.Resource(
        Optional.ofNullable(MDC.get(SDK_NAMESPACE)).orElse(""),
        Optional.ofNullable(MDC.get(SDK_UID)).orElseGet(() -> UUID.randomUUID().toString()));
  }

  private static ReconcileExecutor.Resource resource(HasMetadata resource) {
    return new ReconcileExecutor.Resource(
        resource.getMetadata().getNamespace(), resource.getMetadata().getUid());
  }

  /** After releasing the lease no reconcile starts: the fence would reject all of its requests. */
  private Runnable unlessReleased(Runnable reconcile) {
    Runnable counted = reconciles.counted(reconcile);
    return () -> {
      if (election.flatMap(LeaderElector::released).isEmpty()) {
        counted.run();
      }
    };
  }

  private String leaseNamespace(OperatorConfig config) {
    return config
        .leaderElection()
        .flatMap(OperatorConfig.LeaderElection::namespace)
        .orElseGet(() -> KubernetesClients.namespace(kubernetes));
  }

  /** Of one request for the lease: after a lost request, a leader has time for another one. */
  private static Duration requestTimeout(LeaseTiming lease) {
    return lease.renewDeadline().dividedBy(3);
  }

  private LeaderElector election(
      KubernetesClient client, OperatorConfig config, LeaseTiming timing, Clock clock) {
    String lease = config.slice().lease();
    return new LeaderElector(
        new LeaseStore(client, leaseNamespace(config), lease),
        leaseRecord(config.slice(), timing.duration(), clock),
        timing,
        this::startReconciling,
        why -> lostLease(lease, why),
        System::nanoTime);
  }

  private static LeaseRecord leaseRecord(Slice slice, Duration duration, Clock clock) {
    return slice instanceof Slice.Shard shard
        ? LeaseRecord.ofShard(shard, identity(), duration, clock)
        : new LeaseRecord(identity(), duration, clock);
  }

  /** The pod's name is not enough: a restarted container must be another holder. */
  private static String identity() {
    String host = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("voice-operator");
    return host + "_" + UUID.randomUUID();
  }

  private void startReconciling() {
    controllers.startReconciling();
  }

  /** A deposed leader ends at once. Reconciles can be interrupted at any point, as by SIGKILL. */
  private static void lostLease(String lease, String why) {
    LOG.error("Lost the lease {}: {}; exiting, so that only its holder writes", lease, why);
    Runtime.getRuntime().halt(1);
  }

  /** Counts an exception like the SDK counts those that reach it. */
  private static void count(Metrics sdkMetrics, HasMetadata resource, Throwable bug) {
    sdkMetrics.failedReconciliation(
        resource,
        bug instanceof Exception exception ? exception : new IllegalStateException(bug),
        Map.of(Constants.RESOURCE_GVK_KEY, GroupVersionKind.gvkFor(resource.getClass())));
  }

  /** Times in status may be wrong now, and so may the times of the next checks. */
  private void checkAll(Duration step) {
    LOG.warn(
        "The wall clock was set {} by {} s; checking every resource within {} s",
        step.isNegative() ? "back" : "forward",
        step.abs().toSeconds(),
        CHECK_ALL.toSeconds());
    reconcilers.checkAllWithin(CHECK_ALL);
  }

  /**
   * The reconcilers schedule every next step, even after exceptions. The SDK's timer, which follows
   * the wall clock, only retries failures in the SDK itself.
   */
  static <R extends HasMetadata> void scope(
      ControllerConfigurationOverrider<R> controller, OperatorConfig config) {
    if (config.namespaces().isEmpty()) {
      controller.watchingAllNamespaces();
    } else {
      controller.settingNamespaces(config.namespaces());
    }
    controller
        .withGenerationAware(false)
        .withOnUpdateFilter(
            (now, before) ->
                ReconcileAnnotation.needsReconcile(now, before)
                    || config.slice().isMoved(now, before));
    controller.withReconciliationMaxInterval(null);
    controller.withInformerListLimit((long) ListPages.MAX_SIZE);
    controller.withRetry(
        new GenericRetry()
            .setInitialInterval(Duration.ofSeconds(2))
            .setIntervalMultiplier(2)
            .setMaxInterval(Duration.ofMinutes(5).toMillis())
            .withoutMaxAttempts());
  }

  /**
   * Shuts down gracefully: running reconciles end, waiting events are written, and then the lease
   * is released. Whatever fails, the lease is released and all resources are closed.
   */
  @Override
  public void close() {
    synced = false;
    try (kubernetes;
        cacheClient;
        metrics;
        http;
        reconcilers;
        liveness) {
      stopAndReleaseLease();
    } finally {
      fleetClient.ifPresent(KubernetesClient::close);
      leaseClient.ifPresent(KubernetesClient::close);
    }
  }

  private void stopAndReleaseLease() {
    try {
      election.ifPresent(LeaderElector::stopAcquiring);
      controllers.stop();
    } finally {
      try {
        operator.stop();
        reconcilers.events().flush(FLUSH_EVENTS);
      } finally {
        election.ifPresent(LeaderElector::close);
      }
    }
  }
}
