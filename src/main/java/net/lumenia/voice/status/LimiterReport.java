package net.lumenia.voice.status;

import java.util.Optional;
import net.lumenia.voice.crd.Circuit;
import net.lumenia.voice.crd.LumeniaAccountStatus.CatalogStatus;

/**
 * What there is to tell of an account's gate.
 *
 * @param endpoint a fingerprint of the base URL and the account id that it leads to
 * @param effectiveResyncInterval such as {@code 12m30s}; empty if the budget stretches nothing
 * @param shut why no request is sent at the moment, if none is
 * @param catalog the catalog in force, if this process has read one: then the API accepted the
 *     token for this account
 */
public record LimiterReport(
    String endpoint,
    Circuit circuit,
    Optional<String> effectiveResyncInterval,
    Optional<AccountReadiness> shut,
    Optional<CatalogStatus> catalog) {}
