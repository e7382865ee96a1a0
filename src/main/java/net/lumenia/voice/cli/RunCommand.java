package net.lumenia.voice.cli;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import net.lumenia.voice.account.BaseUrlPolicy;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.network.NoProxy;
import net.lumenia.voice.operator.OperatorConfig;
import net.lumenia.voice.operator.OperatorConfig.LeaderElection;
import net.lumenia.voice.operator.VoiceOperatorService;
import net.lumenia.voice.spec.ResyncInterval;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs the operator until a signal ends the process. */
@Command(
    name = "run",
    description = {
      "Run the operator: keep live assistants in sync with their VoiceAssistants.",
      "",
    },
    footer = {
      "",
      "Every option can also be given as an environment variable, such as"
          + " VOICE_OPERATOR_DEFAULT_BASE_URL. HTTPS_PROXY, HTTP_PROXY and NO_PROXY are used for the"
          + " Lumenia API and for the API server. On SIGTERM or Ctrl-C, the operator finishes writes"
          + " in flight.",
      "",
      "Exit codes: 0 after a signal; 1 if the operator cannot start or loses its lease; 2 if an"
          + " option is invalid."
    })
final class RunCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Mixin private KubeconfigOption kubeconfig = new KubeconfigOption();

  @Option(
      names = "--namespaces",
      paramLabel = "NAMESPACE",
      split = ",",
      description = "Namespaces to watch, separated by commas. Default: all")
  private Set<String> namespaces = new LinkedHashSet<>();

  @Mixin private SliceOptions slice = new SliceOptions();

  @Option(
      names = "--default-base-url",
      paramLabel = "URL",
      description =
          "Base URL of the Lumenia API for accounts without spec.baseUrl. Default: none, so every"
              + " account needs spec.baseUrl")
  private @Nullable String defaultBaseUrl;

  @Option(
      names = "--allowed-base-url",
      paramLabel = "URL",
      split = ",",
      description =
          "Base URL that accounts may use besides the default one. The operator sends tokens only"
              + " to allowed base URLs. Repeatable. Default: none")
  private List<String> allowedBaseUrls = List.of();

  @Option(
      names = "--allow-insecure-http",
      description = "Allow http base URLs, for demos and tests only: tokens are sent unencrypted")
  private boolean allowInsecureHttp;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      split = ",",
      description =
          "PEM file with certificates of certificate authorities that sign the Lumenia API's"
              + " certificate, in addition to the public ones. It is read again when it changes."
              + " Repeatable. Default: none")
  private List<Path> caFiles = List.of();

  @Option(
      names = "--resync-interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "How often to check live assistants without spec.resyncInterval; at least 10s. Default:"
              + " ${DEFAULT-VALUE}",
      defaultValue = "5m")
  private Duration resyncInterval = Duration.ofMinutes(5);

  @Option(
      names = "--max-requests-per-minute",
      paramLabel = "N",
      defaultValue = "60000",
      description =
          "Maximum of requests per minute to the Lumenia API for all accounts together, shared"
              + " fairly; bursts may be a tenth of it. spec.requestsPerMinute limits a single"
              + " account. Default: ${DEFAULT-VALUE}")
  private int maxRequestsPerMinute;

  @Option(
      names = "--max-concurrent-requests",
      paramLabel = "N",
      defaultValue = "128",
      description =
          "Maximum of concurrent requests to the Lumenia API for all accounts together, shared"
              + " fairly. spec.maxConcurrentRequests limits a single account. Default:"
              + " ${DEFAULT-VALUE}")
  private int maxConcurrentRequests;

  @Option(
      names = "--http-host",
      paramLabel = "ADDRESS",
      description = "Address to listen on for --http-port. Default: all addresses of this machine")
  private @Nullable InetAddress httpHost;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description =
          "Serve /metrics, /healthz and /readyz here; 0 takes a free port. Default:"
              + " ${DEFAULT-VALUE}")
  private int httpPort = 8080;

  @Option(
      names = "--leader-election",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Reconcile only while holding the lease: voice-operator, one of its own for each"
              + " --selector, and with --shard-name one of that name. Default: on")
  private boolean leaderElection;

  @Option(
      names = "--leader-election-namespace",
      paramLabel = "NAMESPACE",
      description =
          "Namespace of the lease. Default: the pod's namespace or the kubeconfig's, or default")
  private @Nullable String leaderElectionNamespace;

  @Mixin private LeaseOptions lease = new LeaseOptions();

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description = "Format of the log: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description =
          "Least severe level that is logged: ${COMPLETION-CANDIDATES}. No level logs tokens or"
              + " prompts. Default: ${DEFAULT-VALUE}")
  private LogLevel logLevel = LogLevel.INFO;

  @ParentCommand private VoiceOperator program = new VoiceOperator(Map.of());

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    OperatorConfig config = config();
    logFormat.apply();
    logLevel.apply();
    warnAbout(config.network().proxies().noProxy());
    VoiceOperatorService service;
    try {
      service = VoiceOperatorService.start(config);
    } catch (RuntimeException e) {
      LOG.error("The operator could not start: {}", StartFailure.explain(e));
      LOG.debug("The operator could not start", e);
      return 1;
    }
    LOG.info(
        "voice-operator {} is running; metrics and health on port {}",
        config.version(),
        service.httpPort());
    Service.runUntilSignalled(service);
    return 0;
  }

  private static void warnAbout(NoProxy noProxy) {
    if (!noProxy.unreadable().isEmpty()) {
      LOG.warn(
          "NO_PROXY: ignoring {}: neither a host, an address, a network such as 10.0.0.0/8, nor *",
          noProxy.unreadable());
    }
  }

  private OperatorConfig config() {
    if (resyncInterval.compareTo(ResyncInterval.SHORTEST) < 0) {
      throw wrong("--resync-interval: must be at least 10s");
    }
    if (httpPort < 0 || httpPort > 65_535) {
      throw wrong("--http-port: must be between 0 and 65535");
    }
    return new OperatorConfig(
        kubeconfig.file(spec),
        namespaces,
        slice.slice(spec, leaderElection),
        baseUrls(),
        checked().network(program.environment(), caFiles),
        resyncInterval,
        new CallLimits(
            checked()
                .within(
                    "--max-requests-per-minute",
                    maxRequestsPerMinute,
                    CheckedOptions.MOST_REQUESTS_PER_MINUTE),
            checked()
                .within(
                    "--max-concurrent-requests",
                    maxConcurrentRequests,
                    CheckedOptions.MOST_CONCURRENT_REQUESTS)),
        Optional.ofNullable(httpHost),
        httpPort,
        leaderElection
            ? Optional.of(
                new LeaderElection(
                    Optional.ofNullable(leaderElectionNamespace), lease.timing(spec)))
            : Optional.empty(),
        VoiceOperator.version());
  }

  private BaseUrlPolicy baseUrls() {
    Optional<URI> byDefault =
        Optional.ofNullable(defaultBaseUrl).map(url -> baseUrl("--default-base-url", url));
    Set<URI> further =
        allowedBaseUrls.stream()
            .map(url -> baseUrl("--allowed-base-url", url))
            .collect(Collectors.toSet());
    return BaseUrlPolicy.of(byDefault, further, allowInsecureHttp);
  }

  private URI baseUrl(String option, String url) {
    return checked().baseUrl(option, url, allowInsecureHttp);
  }

  private CheckedOptions checked() {
    return new CheckedOptions(spec);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
