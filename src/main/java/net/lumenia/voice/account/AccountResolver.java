package net.lumenia.voice.account;

import io.fabric8.kubernetes.api.model.Secret;
import java.net.URI;
import java.util.Optional;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.status.AccountReadiness;
import net.lumenia.voice.status.AccountReason;

/** Resolves an account's spec and token to credentials, or to the reason why there are none. */
public final class AccountResolver {

  /** A label selector: the label is the consent of the Secret's owner. */
  static final String CREDENTIALS_LABEL = "voice.lumenia.net/credentials=true";

  private final BaseUrlPolicy policy;

  public AccountResolver(BaseUrlPolicy policy) {
    this.policy = policy;
  }

  /** Why the account's base URL can't be used; empty if it can. */
  Optional<AccountReadiness> refusal(LumeniaAccountSpec spec) {
    return refusal(spec, endpoint(spec));
  }

  private Optional<AccountReadiness> refusal(
      LumeniaAccountSpec spec, Optional<AccountEndpoint> endpoint) {
    if (endpoint.isEmpty()) {
      return Optional.of(
          baseUrlNotAllowed(
              spec.baseUrl() == null
                  ? "spec.baseUrl is not set and the operator has no default; set it, or ask the administrator to start the operator with --default-base-url"
                  : "spec.baseUrl must be an http or https URL without query, fragment and user; correct it"));
    }
    return policy.refusal(endpoint.get().baseUrl()).map(AccountResolver::baseUrlNotAllowed);
  }

  private static AccountReadiness baseUrlNotAllowed(String message) {
    return new AccountReadiness(AccountReason.BASE_URL_NOT_ALLOWED, message);
  }

  /**
   * Resolves an account whose Secret exists and has the label.
   *
   * @param token the entry of the key that the spec names
   */
  public AccountAccess resolve(LumeniaAccountSpec spec, TokenEntry token) {
    Optional<AccountEndpoint> endpoint = endpoint(spec);
    Optional<AccountReadiness> refusal = refusal(spec, endpoint);
    if (refusal.isPresent()) {
      return new AccountAccess.Refused(refusal.get());
    }
    return switch (token) {
      case TokenEntry.Usable(Token usable) ->
          new AccountAccess.Usable(new Credentials(endpoint.orElseThrow(), usable));
      case TokenEntry.Unusable(String problem) ->
          new AccountAccess.Refused(
              new AccountReadiness(
                  AccountReason.SECRET_KEY_MISSING,
                  "key %s of Secret %s %s; store the token there"
                      .formatted(
                          References.dataKey(spec.tokenSecretRef()),
                          spec.tokenSecretRef().name(),
                          problem)));
    };
  }

  /** Whether a Secret has the label. */
  public static boolean isLabeled(Secret secret) {
    String[] label = CREDENTIALS_LABEL.split("=", 2);
    return secret.getMetadata().getLabels() != null
        && label[1].equals(secret.getMetadata().getLabels().get(label[0]));
  }

  /** The account's rate limits. */
  public static CallLimits limits(LumeniaAccountSpec spec) {
    return new CallLimits(
        Optional.ofNullable(spec.requestsPerMinute())
            .orElse(CallLimits.DEFAULT.requestsPerMinute()),
        Optional.ofNullable(spec.maxConcurrentRequests())
            .orElse(CallLimits.DEFAULT.concurrentRequests()));
  }

  public static AccountReadiness secretNotFound(LumeniaAccountSpec spec) {
    return new AccountReadiness(
        AccountReason.SECRET_NOT_FOUND,
        "there is no Secret %s in this namespace; create it with the label %s"
            .formatted(spec.tokenSecretRef().name(), CREDENTIALS_LABEL));
  }

  /** The account's endpoint; empty if its spec has no valid base URL and account id. */
  Optional<AccountEndpoint> endpoint(LumeniaAccountSpec spec) {
    return Optional.ofNullable(spec.baseUrl())
        .or(() -> policy.defaultUrl().map(URI::toString))
        .flatMap(url -> AccountEndpoint.of(url, spec.accountId()));
  }
}
