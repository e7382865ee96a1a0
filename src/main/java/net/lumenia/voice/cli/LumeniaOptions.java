package net.lumenia.voice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import net.lumenia.voice.account.TokenEntry;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.operator.MonotonicClock;
import net.lumenia.voice.session.AccountSessions;
import net.lumenia.voice.session.ClusterAccounts;
import net.lumenia.voice.session.LumeniaConnection;
import net.lumenia.voice.session.Patience;
import net.lumenia.voice.session.SessionResult;
import net.lumenia.voice.spec.DesiredState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The options of commands that read from the Lumenia API: which account, with which token, how
 * fast. No option holds the token, because other users of the machine can read arguments.
 */
final class LumeniaOptions {

  private static final String ACCOUNT_ID = "LUMENIA_ACCOUNT_ID";
  private static final String BASE_URL = "LUMENIA_BASE_URL";
  private static final String TOKEN = "LUMENIA_TOKEN";

  /** As the CRD requires it of a LumeniaAccount. */
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  @Option(
      names = "--account-id",
      paramLabel = "UUID",
      description = "The Lumenia account. Default: LUMENIA_ACCOUNT_ID")
  private @Nullable String accountId;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description =
          "Base URL of the Lumenia API. Default: LUMENIA_BASE_URL; with --from-cluster, the"
              + " LumeniaAccount's")
  private @Nullable String baseUrl;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with the API token. Default: the token is in LUMENIA_TOKEN; no option takes it,"
              + " because other users can read arguments")
  private @Nullable Path tokenFile;

  @Option(
      names = "--from-cluster",
      description =
          "Take account, base URL and token from the cluster: from a LumeniaAccount and its Secret,"
              + " which you must be allowed to read")
  private boolean fromCluster;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      defaultValue = DesiredState.DEFAULT_ACCOUNT,
      description = "LumeniaAccount for --from-cluster. Default: ${DEFAULT-VALUE}")
  private String account = DesiredState.DEFAULT_ACCOUNT;

  @Option(
      names = "--allow-insecure-http",
      description =
          "Allow an http base URL, for demos and tests only: the token is sent unencrypted")
  private boolean allowInsecureHttp;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      split = ",",
      description =
          "PEM file with certificate authorities that sign the Lumenia API's certificate, in"
              + " addition to the public ones. Repeatable. Default: none")
  private List<Path> caFiles = List.of();

  @Option(
      names = "--requests-per-minute",
      paramLabel = "N",
      description =
          "Maximum of requests per minute; a burst may be a tenth of it. Default: 600; with"
              + " --from-cluster, the LumeniaAccount's")
  private @Nullable Integer requestsPerMinute;

  @Option(
      names = "--max-concurrent-requests",
      paramLabel = "N",
      description =
          "Maximum of concurrent requests. Default: 16; with --from-cluster, the LumeniaAccount's")
  private @Nullable Integer maxConcurrentRequests;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  /** The LumeniaAccount to use where no VoiceAssistant names one. */
  String account() {
    return account;
  }

  /** Whether accounts are read from the cluster. */
  boolean fromCluster() {
    return fromCluster;
  }

  /** The cluster for {@code --from-cluster}, and the namespace in which the user works. */
  ClusterOptions cluster() {
    return cluster;
  }

  /**
   * Opens the way to the API, without sending anything.
   *
   * @throws ParameterException if an option is missing or invalid
   */
  AccountSessions open(CommandSpec command) {
    var checked = new CheckedOptions(command);
    Map<String, String> environment = environment(command);
    Optional<URI> url =
        given(baseUrl, environment, BASE_URL)
            .map(text -> checked.baseUrl("--base-url", text, allowInsecureHttp));
    UnaryOperator<CallLimits> limits = limits(checked);
    if (fromCluster) {
      LumeniaConnection connection = connection(checked, environment);
      KubernetesClient kubernetes = cluster.client(command);
      return new ClusterAccounts(
          kubernetes, cluster.namespace(kubernetes), connection, url, allowInsecureHttp, limits);
    }
    Credentials credentials = credentials(checked, environment, url);
    return AccountSessions.single(
        connection(checked, environment), credentials, limits.apply(CallLimits.DEFAULT));
  }

  /**
   * The session with the account of the options, for commands without manifests.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if a request to the API server
   *     fails
   */
  SessionResult session(AccountSessions sessions) {
    return sessions.session(account);
  }

  private static Map<String, String> environment(CommandSpec command) {
    return ((VoiceOperator) command.root().userObject()).environment();
  }

  private static Optional<String> given(
      @Nullable String option, Map<String, String> environment, String variable) {
    return Optional.ofNullable(option)
        .or(() -> Optional.ofNullable(environment.get(variable)))
        .filter(text -> !text.isBlank());
  }

  private UnaryOperator<CallLimits> limits(CheckedOptions checked) {
    Optional<Integer> perMinute =
        Optional.ofNullable(requestsPerMinute)
            .map(
                number ->
                    checked.within(
                        "--requests-per-minute", number, CheckedOptions.MOST_REQUESTS_PER_MINUTE));
    Optional<Integer> concurrent =
        Optional.ofNullable(maxConcurrentRequests)
            .map(
                number ->
                    checked.within(
                        "--max-concurrent-requests",
                        number,
                        CheckedOptions.MOST_CONCURRENT_REQUESTS));
    return limits ->
        new CallLimits(
            perMinute.orElse(limits.requestsPerMinute()),
            concurrent.orElse(limits.concurrentRequests()));
  }

  private LumeniaConnection connection(CheckedOptions checked, Map<String, String> environment) {
    return new LumeniaConnection(
        VoiceOperator.version(),
        checked.network(environment, caFiles),
        Patience.DEFAULT,
        MonotonicClock.startingAt(Instant.now(), System::nanoTime));
  }

  private Credentials credentials(
      CheckedOptions checked, Map<String, String> environment, Optional<URI> url) {
    String baseUrl = url.orElseThrow(() -> missing(checked, "--base-url", BASE_URL)).toString();
    String id =
        given(accountId, environment, ACCOUNT_ID)
            .orElseThrow(() -> missing(checked, "--account-id", ACCOUNT_ID));
    AccountEndpoint endpoint =
        AccountEndpoint.of(baseUrl, id)
            .filter(_ -> UUID.matcher(id.strip()).matches())
            .orElseThrow(
                () ->
                    checked.wrong(
                        "--account-id: must be a UUID such as 3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f, not '%s'"
                            .formatted(id)));
    return new Credentials(endpoint, token(checked, environment));
  }

  private static ParameterException missing(
      CheckedOptions checked, String option, String variable) {
    return checked.wrong(
        "%s is missing: set it or the environment variable %s, or add --from-cluster"
            .formatted(option, variable));
  }

  private Token token(CheckedOptions checked, Map<String, String> environment) {
    if (tokenFile != null) {
      return Token.of(read(checked, tokenFile))
          .orElseThrow(
              () -> checked.wrong("--token-file: %s contains no token".formatted(tokenFile)));
    }
    String raw =
        Optional.ofNullable(environment.get(TOKEN))
            .filter(text -> !text.isBlank())
            .orElseThrow(
                () ->
                    checked.wrong(
                        "the API token is missing: set the environment variable %s, or give --token-file FILE or --from-cluster"
                            .formatted(TOKEN)));
    return Token.of(raw)
        .orElseThrow(
            () ->
                checked.wrong(
                    "%s: has characters that are not allowed in a header".formatted(TOKEN)));
  }

  private static String read(CheckedOptions checked, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(TokenEntry.MAX_BYTES), UTF_8);
    } catch (IOException e) {
      throw checked.wrong("--token-file: file %s does not exist or cannot be read".formatted(file));
    }
  }
}
