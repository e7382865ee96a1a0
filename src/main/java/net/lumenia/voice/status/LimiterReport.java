package net.lumenia.voice.status;

import java.util.Optional;
import net.lumenia.voice.crd.Circuit;
import net.lumenia.voice.crd.LumeniaAccountStatus.CatalogStatus;

/**
 * The state of an account's rate limiter, for the account's status.
 *
 * @param endpoint a fingerprint of the base URL and the account id
 * @param effectiveResyncInterval such as {@code 12m30s}; empty if the request budget carries all
 *     resyncs
 * @param paused why the operator sends no requests for this account at the moment, if so
 * @param catalog the catalog in force, if this process has read one: then the API accepted the
 *     token for this account
 */
public record LimiterReport(
    String endpoint,
    Circuit circuit,
    Optional<String> effectiveResyncInterval,
    Optional<AccountReadiness> paused,
    Optional<CatalogStatus> catalog) {}
