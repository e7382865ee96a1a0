package net.lumenia.voice.account;

import java.net.URI;
import java.util.Optional;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.lumenia.limiter.CallLimits;
import net.lumenia.voice.status.AccountReason;

/** Turns an account's spec and its Secret into credentials, or into the reason why it can't. */
public final class AccountResolver {

  /** The consent of a Secret's owner to have the operator read it. */
  static final String CREDENTIALS_LABEL = "voice.lumenia.net/credentials=true";

  private final BaseUrlPolicy policy;

  public AccountResolver(BaseUrlPolicy policy) {
    this.policy = policy;
  }

  /** Why no request may be made for this account, whatever its Secret holds. */
  Optional<AccountAccess.Refused> refusal(LumeniaAccountSpec spec) {
    Optional<AccountEndpoint> endpoint = endpoint(spec);
    if (endpoint.isEmpty()) {
      return Optional.of(
          new AccountAccess.Refused(
              AccountReason.BASE_URL_NOT_ALLOWED,
              spec.baseUrl() == null
                  ? "spec.baseUrl is absent and the operator has no default; set it, or have the operator started with --default-base-url"
                  : "spec.baseUrl is not an http or https URL without query, fragment and user; correct it"));
    }
    return policy
        .refusal(endpoint.get().baseUrl())
        .map(message -> new AccountAccess.Refused(AccountReason.BASE_URL_NOT_ALLOWED, message));
  }

  /**
   * Resolves an account whose Secret is there.
   *
   * @param token what the labelled Secret that the spec names has under its key
   */
  public AccountAccess resolve(LumeniaAccountSpec spec, TokenEntry token) {
    Optional<AccountAccess.Refused> refusal = refusal(spec);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return switch (token) {
      case TokenEntry.Usable(Token usable) ->
          new AccountAccess.Usable(new Credentials(endpoint(spec).orElseThrow(), usable));
      case TokenEntry.Unusable(String problem) ->
          new AccountAccess.Refused(
              AccountReason.SECRET_KEY_MISSING,
              "Secret %s has no usable token under the key %s: it %s; store the token there"
                  .formatted(
                      spec.tokenSecretRef().name(),
                      References.dataKey(spec.tokenSecretRef()),
                      problem));
    };
  }

  /** What the account may cost the API. */
  public static CallLimits limits(LumeniaAccountSpec spec) {
    return new CallLimits(
        Optional.ofNullable(spec.requestsPerMinute())
            .orElse(CallLimits.DEFAULT.requestsPerMinute()),
        Optional.ofNullable(spec.maxConcurrentRequests())
            .orElse(CallLimits.DEFAULT.concurrentRequests()));
  }

  public static AccountAccess.Refused secretNotFound(LumeniaAccountSpec spec) {
    return new AccountAccess.Refused(
        AccountReason.SECRET_NOT_FOUND,
        "there is no Secret %s in this namespace; create it with the label %s"
            .formatted(spec.tokenSecretRef().name(), CREDENTIALS_LABEL));
  }

  /** Where the account is; empty if its spec does not say so in a way that can be called. */
  Optional<AccountEndpoint> endpoint(LumeniaAccountSpec spec) {
    return Optional.ofNullable(spec.baseUrl())
        .or(() -> policy.defaultUrl().map(URI::toString))
        .flatMap(url -> AccountEndpoint.of(url, spec.accountId()));
  }
}
