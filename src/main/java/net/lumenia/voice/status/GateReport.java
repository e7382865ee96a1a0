package net.lumenia.voice.status;

import java.util.Optional;
import net.lumenia.voice.crd.Circuit;
import net.lumenia.voice.crd.LumeniaAccountStatus.CatalogStatus;

/**
 * What there is to tell of an account's gate.
 *
 * @param effectiveResyncInterval such as {@code 12m30s}; empty if the budget stretches nothing
 * @param shut why no request is sent at the moment, if none is
 * @param catalog the catalogue, if one could be read
 */
public record GateReport(
    Circuit circuit,
    Optional<String> effectiveResyncInterval,
    Optional<AccountVerdict> shut,
    Optional<CatalogStatus> catalog) {}
