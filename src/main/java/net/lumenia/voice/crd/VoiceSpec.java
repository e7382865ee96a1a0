package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A voice, or some keys of one. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VoiceSpec(
    @Size(max = 256)
        @JsonPropertyDescription(
            "Who speaks, such as vapi or 11labs. With it the voice must be complete: vapi needs"
                + " voiceId and takes no model, 11labs needs voiceId and model. Without it only"
                + " the given keys are managed. Which providers exist is the catalogue's business.")
        @Nullable String provider,
    @Size(max = 256)
        @JsonPropertyDescription(
            "The voice, as the provider names it. For 11labs any id of its library, for others one"
                + " from the catalogue.")
        @Nullable String voiceId,
    @Size(max = 256)
        @JsonPropertyDescription(
            "The speech model, such as eleven_multilingual_v2. Not for vapi, which has none.")
        @Nullable String model) {}
