package net.lumenia.voice.account;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.lumenia.voice.catalog.Catalogs;
import net.lumenia.voice.cluster.ReconcileAnnotation;
import net.lumenia.voice.cluster.Requeuer;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.lumenia.cache.CacheTiming;
import net.lumenia.voice.lumenia.limiter.AccountLimiters;
import net.lumenia.voice.lumenia.limiter.Admission;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.lumenia.limiter.Caller;
import net.lumenia.voice.lumenia.limiter.CircuitTiming;
import net.lumenia.voice.lumenia.limiter.Priority;
import net.lumenia.voice.lumenia.limiter.VirtualTime;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.exchange.Route;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.state.LoggedRequest;
import net.lumenia.voice.status.AccountReadiness;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.BackoffTiming;
import net.lumenia.voice.status.NextAttempt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker with the real limiter and client, on a simulated API. */
class AccountCheckerTest {

  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final String KEY = "team/default";
  private static final TokenEntry VALID = token(SimulatorOptions.TOKEN);
  private static final TokenLister VALID_TOKEN = (_, _) -> Optional.of(VALID);

  private final VirtualTime time = new VirtualTime();
  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final AccountLimiters limiters =
      new AccountLimiters(
          new LumeniaClient("test", Limits.DEFAULT, (_, _, _) -> {}, time),
          CallLimits.OF_PROCESS,
          (_, _) -> {},
          _ -> {},
          CircuitTiming.DEFAULT,
          time);
  private final TokenCheckCache checks =
      new TokenCheckCache(new NextAttempt(BackoffTiming.DEFAULT), INTERVAL, time);

  @AfterEach
  void stop() {
    limiters.close();
    simulator.close();
  }

  /**
   * One row of the table.
   *
   * @param spec more of the account's spec, as YAML
   * @param secret what the labeled Secret has under the key; empty if there is no labeled Secret
   * @param message {@code API} stands for the simulator's base URL, {@code *} for any text
   */
  record Row(
      String name,
      String spec,
      Secret secret,
      List<Fault> faults,
      AccountReason reason,
      String message) {

    @Override
    public String toString() {
      return name;
    }
  }

  record Secret(boolean exists, Optional<TokenEntry> labeled) {

    static final Secret MISSING = new Secret(false, Optional.empty());
    static final Secret UNLABELED = new Secret(true, Optional.empty());

    static Secret labeled(TokenEntry entry) {
      return new Secret(true, Optional.of(entry));
    }
  }

  static Stream<Row> table() {
    Secret valid = Secret.labeled(VALID);
    return Stream.of(
        new Row(
            "a spec that can't be decoded",
            "requestsPerMinute: many",
            valid,
            List.of(),
            AccountReason.INVALID_SPEC,
            "spec.requestsPerMinute: *"),
        new Row(
            "a base URL that is none",
            "baseUrl: 'ftp://api.example.com'",
            valid,
            List.of(),
            AccountReason.BASE_URL_NOT_ALLOWED,
            "spec.baseUrl must be an http or https URL without query, fragment and user; correct"
                + " it"),
        new Row(
            "a base URL that is not on the list",
            "baseUrl: 'https://api.example.com/'",
            valid,
            List.of(),
            AccountReason.BASE_URL_NOT_ALLOWED,
            "https://api.example.com is not an allowed base URL; allowed: API; use one of these, or"
                + " ask the administrator to start the operator with --allowed-base-url"
                + " https://api.example.com"),
        new Row(
            "no Secret",
            "",
            Secret.MISSING,
            List.of(),
            AccountReason.SECRET_NOT_FOUND,
            "there is no Secret lumenia in this namespace; create it with the label"
                + " voice.lumenia.net/credentials=true"),
        new Row(
            "a Secret without the label",
            "",
            Secret.UNLABELED,
            List.of(),
            AccountReason.SECRET_NOT_LABELLED,
            "Secret lumenia lacks its owner's consent; label it: kubectl -n team label secret"
                + " lumenia voice.lumenia.net/credentials=true"),
        new Row(
            "a Secret without a usable token",
            "",
            Secret.labeled(new TokenEntry.Unusable("is absent")),
            List.of(),
            AccountReason.SECRET_KEY_MISSING,
            "key token of Secret lumenia is absent; store the token there"),
        new Row(
            "a valid token",
            "",
            valid,
            List.of(),
            AccountReason.AUTHENTICATED,
            "The API at API accepts the token"),
        new Row(
            "an invalid token",
            "",
            Secret.labeled(token("other")),
            List.of(),
            AccountReason.INVALID_API_KEY,
            "*(HTTP 403)*"),
        new Row(
            "429",
            "",
            valid,
            List.of(Fault.status(429)),
            AccountReason.RATE_LIMITED,
            "*(HTTP 429)*"),
        new Row(
            "503",
            "",
            valid,
            List.of(Fault.status(503)),
            AccountReason.UNAVAILABLE,
            "*(HTTP 503)*"),
        new Row(
            "400",
            "",
            valid,
            List.of(Fault.status(400)),
            AccountReason.BAD_RESPONSE,
            "*(HTTP 400)*"),
        new Row(
            "a catalog that is forbidden",
            "",
            valid,
            List.of(Fault.status(403).at(Route.CATALOG)),
            AccountReason.FORBIDDEN,
            "*(HTTP 403)*"),
        new Row(
            "a catalog that can't be read",
            "",
            valid,
            List.of(Fault.status(503).at(Route.CATALOG)),
            AccountReason.AUTHENTICATED,
            "The API at API accepts the token; its catalog cannot be read, so only the API"
                + " validates values: *(HTTP 503)*"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void checkHasReasonAndMessage(Row row) throws JsonProcessingException {
    row.faults().forEach(simulator::inject);
    CheckResult result =
        checker(row.secret().exists()).check(account(row.spec()), (_, _) -> row.secret().labeled());
    AccountReadiness readiness = readiness(result);
    assertThat(readiness.reason()).isEqualTo(row.reason());
    assertThat(readiness.message()).matches(pattern(row.message()));
    boolean isApiAsked =
        row.secret().labeled().filter(entry -> entry instanceof TokenEntry.Usable).isPresent()
            && row.spec().isEmpty();
    assertThat(simulator.requests().isEmpty()).isEqualTo(!isApiAsked);
    assertThat(limiters.current(KEY).isPresent()).as("has a limiter").isEqualTo(isApiAsked);
  }

  @Test
  void baseUrlIsRequiredWithoutDefault() throws JsonProcessingException {
    var policy = BaseUrlPolicy.of(Optional.empty(), Set.of(), false);
    assertThat(readiness(checker(policy, true).check(account(""), (_, _) -> Optional.of(VALID))))
        .isEqualTo(
            new AccountReadiness(
                AccountReason.BASE_URL_NOT_ALLOWED,
                "spec.baseUrl is not set and the operator has no default; set it, or ask the"
                    + " administrator to start the operator with --default-base-url"));
  }

  @Test
  void secretIsNotReadForARefusedBaseUrl() throws JsonProcessingException {
    var policy = BaseUrlPolicy.of(Optional.of(simulator.baseUrl()), Set.of(), false);
    TokenLister unread =
        (_, _) -> {
          throw new AssertionError("the Secret must not be read");
        };
    assertThat(readiness(checker(policy, true).check(account(""), unread)).message())
        .startsWith("%s would send the token unencrypted".formatted(api()));
  }

  @Test
  void resultIsCachedUntilTheNextCheckIsDue() throws JsonProcessingException {
    AccountChecker checker = checker(true);
    Duration next = checked(checker.check(account(""), VALID_TOKEN)).next();
    int requests = simulator.requests().size();
    time.advance(next.minusSeconds(1));
    CheckResult cached = checker.check(account(""), VALID_TOKEN);
    assertThat(readiness(cached).reason()).isEqualTo(AccountReason.AUTHENTICATED);
    assertThat(checked(cached).next()).isEqualTo(Duration.ofSeconds(1));
    assertThat(simulator.requests()).hasSize(requests);
    time.advance(Duration.ofSeconds(1));
    checker.check(account(""), VALID_TOKEN);
    assertThat(simulator.requests()).hasSizeGreaterThan(requests);
  }

  @Test
  void requestOfAUserChecksTheTokenAndTheCatalogAtOnce() throws JsonProcessingException {
    AccountChecker checker = checker(true);
    checker.check(account(""), VALID_TOKEN);
    int requests = simulator.requests().size();
    time.advance(Duration.ofMinutes(1));
    LumeniaAccount requested = requested("10:00");

    assertThat(checked(checker.check(requested, VALID_TOKEN)).request()).contains("10:00");
    assertThat(
            simulator.requests().subList(requests, simulator.requests().size()).stream()
                .map(LoggedRequest::path))
        .containsExactly("/api/v1/auth", "/api/v1/voice-integration/catalog");

    assertThat(checked(checker.check(requested, VALID_TOKEN)).request()).contains("10:00");
    assertThat(simulator.requests()).hasSize(requests + 2);
  }

  /** Nothing was checked, so status must not say so. */
  @Test
  void requestStaysWhileTheCallsOfTheAccountArePaused() throws JsonProcessingException {
    AccountChecker checker = checker(true);
    simulator.inject(
        Fault.parse(
            "{\"kind\": \"status\", \"status\": 429, \"retryAfter\": \"60\", \"times\": 1}"));
    checker.check(account(""), VALID_TOKEN);
    LumeniaAccount requested = requested("10:00");
    assertThat(checked(checker.check(requested, VALID_TOKEN)).request()).isEmpty();

    time.advance(Duration.ofSeconds(70));

    assertThat(checked(checker.check(requested, VALID_TOKEN)).request()).contains("10:00");
  }

  @Test
  void requestIsDoneWithoutAUsableSecret() throws JsonProcessingException {
    assertThat(
            checked(checker(false).check(requested("10:00"), (_, _) -> Optional.empty())).request())
        .contains("10:00");
  }

  private static LumeniaAccount requested(String value) throws JsonProcessingException {
    LumeniaAccount account = account("");
    account.getMetadata().setAnnotations(Map.of(ReconcileAnnotation.NAME, value));
    return account;
  }

  @Test
  void newTokenIsCheckedAtOnce() throws JsonProcessingException {
    AccountChecker checker = checker(true);
    checker.check(account(""), VALID_TOKEN);
    assertThat(
            readiness(checker.check(account(""), (_, _) -> Optional.of(token("other")))).reason())
        .isEqualTo(AccountReason.INVALID_API_KEY);
  }

  /** Its status shows that the API has accepted the token. */
  @Test
  void unavailableApiKeepsTheReadinessOfTheSameToken() throws JsonProcessingException {
    AccountChecker checker = checker(true);
    simulator.inject(Fault.status(503));
    CheckResult first = checker.check(authenticated(), VALID_TOKEN);
    assertThat(readiness(first))
        .isEqualTo(new AccountReadiness(AccountReason.AUTHENTICATED, "accepted"));
    assertThat(checked(first).next()).isLessThan(Duration.ofSeconds(2));
    CheckResult other = checker.check(authenticated(), (_, _) -> Optional.of(token("other")));
    assertThat(readiness(other).reason()).isEqualTo(AccountReason.UNAVAILABLE);
  }

  @Test
  void checkIsQueuedWhileTheLimiterIsBusy() throws JsonProcessingException {
    AccountChecker checker = checker(true);
    LumeniaAccount account = account("maxConcurrentRequests: 1");
    Duration next = checked(checker.check(account, VALID_TOKEN)).next();
    time.advance(next);
    var other = new Caller("VoiceAssistant team/acme", Priority.CHANGE, INTERVAL, () -> true);
    Admission admission = limiters.current(KEY).orElseThrow().tryAcquire(other);
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    try (var _ = ((Admission.Admitted) admission).permit()) {
      assertThat(checker.check(account, VALID_TOKEN)).isEqualTo(new CheckResult.Queued());
    }
  }

  @Test
  void lostTokenReleasesTheLimiterAndBacksOff() throws JsonProcessingException {
    AccountChecker checker = checker(false);
    checker.check(account(""), VALID_TOKEN);
    assertThat(limiters.current(KEY)).isPresent();
    Duration next = checked(checker.check(account(""), (_, _) -> Optional.empty())).next();
    assertThat(limiters.current(KEY)).isEmpty();
    assertThat(next).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void failedReadOfTheSecretIsThrown() {
    TokenLister failing =
        (_, _) -> {
          throw new KubernetesClientException("unavailable");
        };
    assertThatThrownBy(() -> checker(true).check(account(""), failing)).hasMessage("unavailable");
  }

  private AccountChecker checker(boolean secretExists) {
    return checker(
        BaseUrlPolicy.of(Optional.of(simulator.baseUrl()), Set.of(), true), secretExists);
  }

  private AccountChecker checker(BaseUrlPolicy policy, boolean secretExists) {
    return new AccountChecker(
        new AccountResolver(policy),
        (namespace, name) -> secretExists && (namespace + "/" + name).equals("team/lumenia"),
        limiters,
        new Catalogs(CacheTiming.DEFAULT, time, time),
        new Requeuer<>(_ -> true, time, time, (_, _) -> {}),
        checks,
        new NextAttempt(BackoffTiming.DEFAULT),
        INTERVAL,
        time);
  }

  private Pattern pattern(String message) {
    String text = message.replace("at API", "at " + api()).replace(": API", ": " + api());
    return Pattern.compile(
        Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(joining(".*")));
  }

  private String api() {
    URI baseUrl = simulator.baseUrl();
    return BaseUrlPolicy.normalize(baseUrl.toString()).orElseThrow().toString();
  }

  private static TokenEntry token(String text) {
    return new TokenEntry.Usable(Token.of(text).orElseThrow());
  }

  private static CheckResult.Checked checked(CheckResult result) {
    assertThat(result).isInstanceOf(CheckResult.Checked.class);
    return (CheckResult.Checked) result;
  }

  private static AccountReadiness readiness(CheckResult result) {
    return checked(result).readiness();
  }

  private static LumeniaAccount authenticated() throws JsonProcessingException {
    LumeniaAccount account = account("");
    var status = JsonNodeFactory.instance.objectNode().put("observedGeneration", 1);
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", "True")
        .put("reason", "Authenticated")
        .put("message", "accepted")
        .put("observedGeneration", 1)
        .put("lastTransitionTime", "2026-11-23T12:00:00Z");
    account.setStatus(new RawJson(status));
    return account;
  }

  private static LumeniaAccount account(String more) throws JsonProcessingException {
    return new YAMLMapper()
        .readValue(
            """
            metadata: {namespace: team, name: default, generation: 1}
            spec:
              accountId: %s
              tokenSecretRef: {name: lumenia}
              %s
            """
                .formatted(SimulatorOptions.ACCOUNT_ID, more),
            LumeniaAccount.class);
  }
}
