package net.lumenia.voice.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.MissingCRDException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.Correlation;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.gate.Gates;
import net.lumenia.voice.reconcile.ListPages;
import net.lumenia.voice.reconcile.Mandate;
import net.lumenia.voice.reconcile.Reconcilers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator as a whole: reconcilers, metrics and health, from start to graceful end. */
public final class VoiceOperatorService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(VoiceOperatorService.class);

  /** A call to the Lumenia API may take 30 s, and its outcome is still to be written. */
  private static final Duration GRACE = Duration.ofSeconds(40);

  private static final String LEASE = "voice-operator";

  /** Of one request for the lease: when one is lost, a leader has time for another one. */
  private static final Duration LEASE_PATIENCE = Election.RENEW_DEADLINE.dividedBy(3);

  private final KubernetesClient kubernetes;
  private final KubernetesClient cacheClient;
  private final Optional<KubernetesClient> leaseClient;
  private final Optional<Election> election;
  private final OperatorMetrics metrics;
  private final Operator operator;
  private final Controllers controllers;
  private final Gates gates;
  private final Informers informers;
  private final HttpEndpoints http;
  private volatile boolean synced;

  private VoiceOperatorService(OperatorConfig config, KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
    cacheClient = KubernetesClients.forCaches(config.kubeconfig());
    Clock clock = Clock.systemUTC();
    leaseClient =
        config
            .leaderElection()
            .map(_ -> KubernetesClients.impatient(config.kubeconfig(), LEASE_PATIENCE));
    election = leaseClient.map(client -> election(client, leaseNamespace(config), clock));
    Mandate mandate = election.<Mandate>map(elected -> elected).orElse(() -> true);
    metrics = new OperatorMetrics(config.version(), clock);
    metrics.watchLeadership(mandate::holds);
    operator = new Operator(overrider -> configure(overrider, cacheClient));
    var client = new LumeniaClient(config.version(), Limits.DEFAULT, metrics, clock);
    var reconcilers =
        Reconcilers.of(
            kubernetes,
            client,
            mandate,
            config.baseUrls(),
            config.resyncInterval(),
            metrics,
            metrics,
            clock);
    gates = reconcilers.gates();
    metrics.watch(gates);
    operator.register(reconcilers.accounts(), controller -> scope(controller, config));
    operator.register(reconcilers.assistants(), controller -> scope(controller, config));
    controllers = Controllers.of(operator);
    informers = new Informers(operator);
    http =
        HttpEndpoints.start(
            config.httpAddress(),
            () ->
                metrics.scrape(reconcilers.assistants().cached(), reconcilers.accounts().cached()),
            informers::run,
            () -> synced && informers.run());
  }

  /**
   * Starts the operator and returns once its caches are synced.
   *
   * @throws RuntimeException if the API server can't be reached, the CRDs are not installed, or the
   *     HTTP port is taken
   */
  public static VoiceOperatorService start(OperatorConfig config) {
    KubernetesClient kubernetes = KubernetesClients.create(config.kubeconfig());
    var service = new VoiceOperatorService(config, kubernetes);
    try {
      requireCrds(kubernetes);
      service.controllers.fillCaches();
      service.synced = true;
      service.election.ifPresentOrElse(Election::start, service::startReconciling);
      return service;
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
  }

  /** By discovery, which everybody may use; reading the CRDs would take a role for the cluster. */
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

  /** Where metrics and health are served. */
  public int httpPort() {
    return http.port();
  }

  private void configure(ConfigurationServiceOverrider overrider, KubernetesClient kubernetes) {
    overrider
        .withKubernetesClient(kubernetes)
        .withCloseClientOnStop(false)
        .withExecutorService(virtualThreads())
        .withReconciliationTerminationTimeout(GRACE)
        .withUseSSAToPatchPrimaryResource(false)
        .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(metrics.registry()));
  }

  /**
   * What is scarce has its own limits: the account's gate, and that for requests to the API server.
   * A thread is one reconcile, from its beginning to its end, the SDK's part included.
   */
  private static ExecutorService virtualThreads() {
    ThreadFactory threads = Thread.ofVirtual().name("reconcile-", 0).factory();
    return Executors.newThreadPerTaskExecutor(
        reconcile -> threads.newThread(Correlation.of(reconcile)));
  }

  private String leaseNamespace(OperatorConfig config) {
    return config
        .leaderElection()
        .flatMap(OperatorConfig.LeaderElection::namespace)
        .or(() -> Optional.ofNullable(kubernetes.getNamespace()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no namespace for the lease; name one with --leader-election-namespace"));
  }

  private Election election(KubernetesClient client, String namespace, Clock clock) {
    return new Election(
        new LeaseStore(client, namespace, LEASE),
        new Holder(identity(), Election.LEASE, clock),
        this::startReconciling,
        VoiceOperatorService::lostLease,
        System::nanoTime);
  }

  /** The pod's name is not enough: a container that is started again is somebody else. */
  private static String identity() {
    String host = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("voice-operator");
    return host + "_" + UUID.randomUUID();
  }

  private void startReconciling() {
    controllers.startReconciling();
  }

  /** A deposed leader ends at once: what it was doing is safe to be cut off, like a SIGKILL. */
  private static void lostLease(String why) {
    LOG.error("Lost the lease {}: {}; ending, so that only its holder writes", LEASE, why);
    Runtime.getRuntime().halt(1);
  }

  /** Every next step is decided by the reconcilers; retries are for bugs, and never end. */
  private static <R extends HasMetadata> void scope(
      ControllerConfigurationOverrider<R> controller, OperatorConfig config) {
    if (config.namespaces().isEmpty()) {
      controller.watchingAllNamespaces();
    } else {
      controller.settingNamespaces(config.namespaces());
    }
    controller.withInformerListLimit(ListPages.size());
    controller.withRetry(
        new GenericRetry()
            .setInitialInterval(Duration.ofSeconds(2))
            .setIntervalMultiplier(2)
            .setMaxInterval(Duration.ofMinutes(5).toMillis())
            .withoutMaxAttempts());
  }

  /**
   * Ends gracefully: what is being written is finished, and then another one may lead. Whatever
   * goes wrong, the lease is given up and the rest is closed.
   */
  @Override
  public void close() {
    synced = false;
    try (kubernetes;
        cacheClient;
        metrics;
        http;
        gates) {
      stopAndHandOver();
    } finally {
      leaseClient.ifPresent(KubernetesClient::close);
    }
  }

  private void stopAndHandOver() {
    try {
      election.ifPresent(Election::standDown);
      controllers.stop();
    } finally {
      try {
        operator.stop();
      } finally {
        election.ifPresent(Election::close);
      }
    }
  }
}
