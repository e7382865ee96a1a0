package net.lumenia.voice.manifest;

import java.util.Optional;
import net.lumenia.voice.crd.VoiceAssistant;

/**
 * A VoiceAssistant of a manifest. Its spec may be invalid.
 *
 * @param namespace empty if the manifest has none
 */
public record ManifestAssistant(
    Optional<String> namespace, String name, VoiceAssistant resource, Source source) {}
