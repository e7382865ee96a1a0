package net.lumenia.voice.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.crd.TokenSecretRef;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Endpoint;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.lumenia.gate.GateLimits;
import net.lumenia.voice.status.AccountReason;

/** Turns an account's spec and its Secret into credentials, or into the reason why it can't. */
final class AccountResolver {

  /** The consent of a Secret's owner to have the operator read it. */
  static final String CREDENTIALS_LABEL = "voice.lumenia.net/credentials=true";

  private static final String DEFAULT_KEY = "token";

  private final BaseUrlPolicy policy;

  AccountResolver(BaseUrlPolicy policy) {
    this.policy = policy;
  }

  /** Why no request may be made for this account, whatever its Secret holds. */
  Optional<AccountAccess.Refused> refusal(LumeniaAccountSpec spec) {
    Optional<Endpoint> endpoint = endpoint(spec);
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
   * @param secret the labelled Secret that the spec names
   */
  AccountAccess resolve(LumeniaAccountSpec spec, Secret secret) {
    Optional<AccountAccess.Refused> refusal = refusal(spec);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<Token> token = token(spec.tokenSecretRef(), secret);
    return token.isPresent()
        ? new AccountAccess.Usable(new Credentials(endpoint(spec).orElseThrow(), token.get()))
        : new AccountAccess.Refused(
            AccountReason.SECRET_KEY_MISSING,
            "Secret %s has no usable token under the key %s: it is absent, empty, or has characters that no header can carry; store the token there"
                .formatted(spec.tokenSecretRef().name(), key(spec.tokenSecretRef())));
  }

  /** What the account may cost the API. */
  static GateLimits limits(LumeniaAccountSpec spec) {
    return new GateLimits(
        Optional.ofNullable(spec.requestsPerMinute())
            .orElse(GateLimits.DEFAULT.requestsPerMinute()),
        Optional.ofNullable(spec.maxConcurrentRequests())
            .orElse(GateLimits.DEFAULT.concurrentRequests()));
  }

  static AccountAccess.Refused secretNotFound(LumeniaAccountSpec spec) {
    return new AccountAccess.Refused(
        AccountReason.SECRET_NOT_FOUND,
        "there is no Secret %s in this namespace; create it with the label %s"
            .formatted(spec.tokenSecretRef().name(), CREDENTIALS_LABEL));
  }

  /** Where the account is; empty if its spec does not say so in a way that can be called. */
  Optional<Endpoint> endpoint(LumeniaAccountSpec spec) {
    return Optional.ofNullable(spec.baseUrl())
        .or(() -> policy.defaultUrl().map(URI::toString))
        .flatMap(url -> Endpoint.of(url, spec.accountId()));
  }

  private static Optional<Token> token(TokenSecretRef reference, Secret secret) {
    Map<String, String> data = Optional.ofNullable(secret.getData()).orElse(Map.of());
    return Optional.ofNullable(data.get(key(reference)))
        .map(encoded -> new String(Base64.getDecoder().decode(encoded), UTF_8))
        .flatMap(Token::of);
  }

  private static String key(TokenSecretRef reference) {
    return Optional.ofNullable(reference.key()).orElse(DEFAULT_KEY);
  }
}
