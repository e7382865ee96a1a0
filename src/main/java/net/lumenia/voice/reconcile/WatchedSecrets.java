package net.lumenia.voice.reconcile;

import static java.util.stream.Collectors.toSet;

import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Set;
import net.lumenia.voice.crd.LumeniaAccount;

/** The labelled Secrets as watched for the accounts, and which accounts a change concerns. */
final class WatchedSecrets {

  private static final String BY_SECRET = "secret";

  private final IndexerResourceCache<LumeniaAccount> accounts;
  private final InformerEventSource<Secret, LumeniaAccount> secrets;

  WatchedSecrets(EventSourceContext<LumeniaAccount> context) {
    accounts = context.getPrimaryCache();
    accounts.addIndexer(BY_SECRET, account -> List.of(References.secret(account)));
    secrets =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Secret.class, LumeniaAccount.class)
                .withLabelSelector(AccountResolver.CREDENTIALS_LABEL)
                .withSecondaryToPrimaryMapper(this::accountsOf)
                .withOnUpdateFilter(Content::changed)
                .withNamespacesInheritedFromController()
                .build(),
            context);
  }

  InformerEventSource<Secret, LumeniaAccount> eventSource() {
    return secrets;
  }

  private Set<ResourceID> accountsOf(Secret secret) {
    return accounts.byIndex(BY_SECRET, References.key(secret)).stream()
        .map(ResourceID::fromResource)
        .collect(toSet());
  }
}
