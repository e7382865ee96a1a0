package net.lumenia.voice.status;

import java.util.Optional;

/**
 * What a PATCH in mode Plan rests on, for audits.
 *
 * @param planHash the approved hash
 * @param approvedBy the user who approved, as the API server recorded it; empty if it did not
 * @param correlationId of the reconcile that sends the PATCH
 */
public record Approval(
    String planHash, Optional<String> approvedBy, Optional<String> correlationId) {}
