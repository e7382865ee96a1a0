package net.lumenia.voice.session;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import net.lumenia.voice.account.AccountAccess;
import net.lumenia.voice.account.AccountResolver;
import net.lumenia.voice.account.BaseUrlPolicy;
import net.lumenia.voice.account.TokenEntry;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.session.SessionResult.Opened;
import net.lumenia.voice.session.SessionResult.Refused;

/**
 * The LumeniaAccounts of a cluster with their labeled Secrets, read once with the user's
 * permissions. A token goes only to a base URL that the user gives, or for which the operator has
 * seen the API accept a token: the author of a LumeniaAccount must not be able to send it
 * elsewhere.
 */
public final class ClusterAccounts implements AccountSessions {

  private final KubernetesClient kubernetes;
  private final String defaultNamespace;
  private final LumeniaConnection connection;
  private final Optional<URI> baseUrl;
  private final boolean allowInsecureHttp;
  private final UnaryOperator<CallLimits> limits;
  private final Map<String, SessionResult> known = new ConcurrentHashMap<>();

  /**
   * @param defaultNamespace where the user works
   * @param baseUrl of accounts without {@code spec.baseUrl}; always allowed
   * @param limits makes the limits to use of an account's own
   */
  public ClusterAccounts(
      KubernetesClient kubernetes,
      String defaultNamespace,
      LumeniaConnection connection,
      Optional<URI> baseUrl,
      boolean allowInsecureHttp,
      UnaryOperator<CallLimits> limits) {
    this.kubernetes = kubernetes;
    this.defaultNamespace = defaultNamespace;
    this.connection = connection;
    this.baseUrl = baseUrl;
    this.allowInsecureHttp = allowInsecureHttp;
    this.limits = limits;
  }

  /**
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if a request to the API server
   *     fails
   */
  @Override
  public SessionResult session(String namespace, String account) {
    String key = References.key(namespace, account);
    return Optional.ofNullable(known.get(key)).orElseGet(() -> keep(key, open(namespace, account)));
  }

  private SessionResult keep(String key, SessionResult opened) {
    return Objects.requireNonNullElse(known.putIfAbsent(key, opened), opened);
  }

  @Override
  public SessionResult session(String account) {
    return session(defaultNamespace, account);
  }

  private SessionResult open(String namespace, String name) {
    LumeniaAccount account =
        kubernetes.resources(LumeniaAccount.class).inNamespace(namespace).withName(name).get();
    if (account == null) {
      return new Refused(
          "there is no LumeniaAccount %s in namespace %s; set --account and -n"
              .formatted(name, namespace));
    }
    return switch (account.decodeSpec()) {
      case Decoded.Invalid<LumeniaAccountSpec>(String path, String problem) ->
          refused(account, path + ": " + problem);
      case Decoded.Valid<LumeniaAccountSpec>(LumeniaAccountSpec spec) -> open(account, spec);
    };
  }

  private SessionResult open(LumeniaAccount account, LumeniaAccountSpec spec) {
    Optional<AccountEndpoint> endpoint =
        Optional.ofNullable(spec.baseUrl())
            .or(() -> baseUrl.map(URI::toString))
            .flatMap(url -> AccountEndpoint.of(url, spec.accountId()));
    if (endpoint.isEmpty()) {
      return refused(account, "it has no spec.baseUrl; add --base-url URL");
    }
    URI url = endpoint.get().baseUrl();
    if (!baseUrl.filter(url::equals).isPresent() && !isAccepted(account, endpoint.get())) {
      return refused(
          account,
          "the operator has not used its base URL %s; if the token may be sent there, add --base-url %s"
              .formatted(url, url));
    }
    if (url.getScheme().equals("http") && !allowInsecureHttp) {
      return refused(
          account,
          "%s would send the token unencrypted; use https, or add --allow-insecure-http for a demo or a test"
              .formatted(url));
    }
    return open(account, spec, endpoint.get());
  }

  private static boolean isAccepted(LumeniaAccount account, AccountEndpoint endpoint) {
    return endpoint.fingerprint().equals(account.decodeStatus().accepted());
  }

  private SessionResult open(
      LumeniaAccount account, LumeniaAccountSpec spec, AccountEndpoint endpoint) {
    Optional<TokenEntry> token = token(account, spec);
    if (token.isEmpty()) {
      return refused(account, AccountResolver.secretNotFound(spec).message());
    }
    var policy = new BaseUrlPolicy(Set.of(endpoint.baseUrl()), baseUrl, allowInsecureHttp);
    return switch (new AccountResolver(policy).resolve(spec, token.get())) {
      case AccountAccess.Refused(var why) -> refused(account, why.message());
      case AccountAccess.Usable(Credentials credentials) ->
          new Opened(
              connection.session(
                  References.key(account),
                  credentials,
                  limits.apply(AccountResolver.limits(spec))));
    };
  }

  /** Only of a labeled Secret: the label is the consent of its owner. */
  private Optional<TokenEntry> token(LumeniaAccount account, LumeniaAccountSpec spec) {
    Secret secret =
        kubernetes
            .secrets()
            .inNamespace(account.getMetadata().getNamespace())
            .withName(spec.tokenSecretRef().name())
            .get();
    return Optional.ofNullable(secret)
        .filter(AccountResolver::isLabeled)
        .map(found -> TokenEntry.of(found, References.dataKey(spec.tokenSecretRef())));
  }

  private static Refused refused(LumeniaAccount account, String problem) {
    return new Refused(
        "LumeniaAccount %s cannot be used: %s".formatted(References.key(account), problem));
  }

  @Override
  public void close() {
    connection.close();
    kubernetes.close();
  }
}
