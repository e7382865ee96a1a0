package net.lumenia.voice.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.MissingCRDException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.gate.Gates;
import net.lumenia.voice.reconcile.Reconcilers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator as a whole: reconcilers, metrics and health, from start to graceful end. */
public final class VoiceOperatorService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(VoiceOperatorService.class);

  /** A call to the Lumenia API may take 30 s, and its outcome is still to be written. */
  private static final Duration GRACE = Duration.ofSeconds(40);

  private static final String LEASE = "voice-operator";

  private final OperatorMetrics metrics;
  private final Operator operator;
  private final Gates gates;
  private final Informers informers;
  private final HttpEndpoints http;
  private volatile boolean synced;
  private volatile boolean closing;

  private VoiceOperatorService(OperatorConfig config, KubernetesClient kubernetes) {
    Clock clock = Clock.systemUTC();
    metrics = new OperatorMetrics(clock);
    operator = new Operator(overrider -> configure(overrider, config, kubernetes));
    var client = new LumeniaClient(config.version(), Limits.DEFAULT, metrics, clock);
    var reconcilers =
        Reconcilers.of(
            kubernetes,
            client,
            config.baseUrls(),
            config.resyncInterval(),
            metrics,
            metrics,
            clock);
    gates = reconcilers.gates();
    metrics.watch(gates);
    operator.register(reconcilers.accounts(), controller -> scope(controller, config));
    operator.register(reconcilers.assistants(), controller -> scope(controller, config));
    informers = new Informers(operator);
    http =
        HttpEndpoints.start(
            config.httpAddress(),
            () -> metrics.scrape(reconcilers.assistants().cached()),
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
      service.operator.start();
      service.synced = true;
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

  private void configure(
      ConfigurationServiceOverrider overrider, OperatorConfig config, KubernetesClient kubernetes) {
    overrider
        .withKubernetesClient(kubernetes)
        .withCloseClientOnStop(true)
        .withExecutorService(virtualThreads())
        .withReconciliationTerminationTimeout(GRACE)
        .withUseSSAToPatchPrimaryResource(false)
        .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(metrics.registry()));
    config.leaderElection().map(this::lease).ifPresent(overrider::withLeaderElectionConfiguration);
  }

  /**
   * What is scarce has its own limits: the account's gate, and that for requests to the API server.
   */
  private static ExecutorService virtualThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("reconcile-", 0).factory());
  }

  private LeaderElectionConfiguration lease(OperatorConfig.LeaderElection election) {
    var builder =
        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
            .withLeaseDuration(Duration.ofSeconds(15))
            .withRenewDeadline(Duration.ofSeconds(10))
            .withRetryPeriod(Duration.ofSeconds(2))
            .withExitOnStopLeading(false)
            .withLeaderCallbacks(
                new LeaderCallbacks(() -> LOG.info("Leading"), this::stoppedLeading, _ -> {}));
    election.namespace().ifPresent(builder::withLeaseNamespace);
    return builder.build();
  }

  /** A deposed leader ends at once: what it was doing is safe to be cut off, like a SIGKILL. */
  private void stoppedLeading() {
    if (!closing) {
      LOG.error("Lost the lease {}: ending, so that only its holder writes", LEASE);
      Runtime.getRuntime().halt(1);
    }
  }

  /** Every next step is decided by the reconcilers; retries are for bugs, and never end. */
  private static <R extends HasMetadata> void scope(
      ControllerConfigurationOverrider<R> controller, OperatorConfig config) {
    if (config.namespaces().isEmpty()) {
      controller.watchingAllNamespaces();
    } else {
      controller.settingNamespaces(config.namespaces());
    }
    controller.withRetry(
        new GenericRetry()
            .setInitialInterval(Duration.ofSeconds(2))
            .setIntervalMultiplier(2)
            .setMaxInterval(Duration.ofMinutes(5).toMillis())
            .withoutMaxAttempts());
  }

  /** Ends gracefully: what is being written is finished. The lease is left to run out. */
  @Override
  public void close() {
    closing = true;
    synced = false;
    operator.stop();
    gates.close();
    http.close();
    metrics.close();
  }
}
