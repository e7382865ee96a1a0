package net.lumenia.voice.manifest;

import java.util.Optional;
import net.lumenia.voice.crd.LumeniaAccount;

/**
 * A LumeniaAccount of a manifest. Its spec may be invalid.
 *
 * @param namespace empty if the manifest has none
 */
public record ManifestAccount(
    Optional<String> namespace, String name, LumeniaAccount resource, Source source) {}
