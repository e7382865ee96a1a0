package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Authenticated;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.AccountVerdict;

/** Finds out whether an account can be used. It asks the API last, and only where it may. */
final class AccountExaminer {

  private final AccountResolver resolver;
  private final SecretProbe probe;
  private final LumeniaClient client;

  AccountExaminer(AccountResolver resolver, SecretProbe probe, LumeniaClient client) {
    this.resolver = resolver;
    this.probe = probe;
    this.client = client;
  }

  /**
   * @param directory has the labelled Secrets
   */
  AccountVerdict examine(LumeniaAccount account, AccountDirectory directory) {
    return switch (account.decodeSpec()) {
      case Decoded.Invalid<LumeniaAccountSpec>(String path, String problem) ->
          new AccountVerdict(AccountReason.INVALID_SPEC, path + ": " + problem);
      case Decoded.Valid<LumeniaAccountSpec>(LumeniaAccountSpec spec) ->
          resolver
              .refusal(spec)
              .map(AccountExaminer::refused)
              .orElseGet(() -> examineSecret(account, spec, directory));
    };
  }

  private AccountVerdict examineSecret(
      LumeniaAccount account, LumeniaAccountSpec spec, AccountDirectory directory) {
    String namespace = account.getMetadata().getNamespace();
    String name = spec.tokenSecretRef().name();
    Optional<Secret> secret = directory.secret(namespace, name);
    if (secret.isEmpty()) {
      return probe.exists(namespace, name)
          ? new AccountVerdict(
              AccountReason.SECRET_NOT_LABELLED,
              "Secret %s lacks its owner's consent; label it: kubectl -n %s label secret %s %s"
                  .formatted(name, namespace, name, AccountResolver.CREDENTIALS_LABEL))
          : refused(AccountResolver.secretNotFound(spec));
    }
    return switch (resolver.resolve(spec, secret.get())) {
      case AccountAccess.Refused refused -> refused(refused);
      case AccountAccess.Usable(Credentials credentials) -> askApi(credentials);
    };
  }

  private AccountVerdict askApi(Credentials credentials) {
    return switch (client.verifyKey(credentials)) {
      case ApiResult.Success<Authenticated> _ ->
          new AccountVerdict(
              AccountReason.AUTHENTICATED,
              "The API at %s accepts the token".formatted(credentials.endpoint().baseUrl()));
      case ApiResult.Failure<Authenticated>(var failure) -> FailureClassifier.verdict(failure);
    };
  }

  private static AccountVerdict refused(AccountAccess.Refused refused) {
    return new AccountVerdict(refused.reason(), refused.message());
  }
}
