package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A voice, complete or in part. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.provider) || has(self.voiceId) || has(self.model)",
    message = "give at least one of provider, voiceId and model, or leave the voice out")
@ValidationRule(
    value = "!has(self.provider) || self.provider.trim() != ''",
    fieldPath = ".provider",
    message = "provider must not be blank: give a value or leave provider out")
@ValidationRule(
    value = "!has(self.voiceId) || self.voiceId.trim() != ''",
    fieldPath = ".voiceId",
    message = "voiceId must not be blank: give a value or leave voiceId out")
@ValidationRule(
    value = "!has(self.model) || self.model.trim() != ''",
    fieldPath = ".model",
    message = "model must not be blank: give a value or leave model out")
@ValidationRule(
    value = "!has(self.provider) || self.provider != 'vapi' || has(self.voiceId)",
    message = "voice provider vapi needs voiceId; add it")
@ValidationRule(
    value = "!has(self.provider) || self.provider != 'vapi' || !has(self.model)",
    fieldPath = ".model",
    message = "voice provider vapi takes no model; remove it")
@ValidationRule(
    value =
        "!has(self.provider) || self.provider != '11labs' || (has(self.voiceId) && has(self.model))",
    message = "voice provider 11labs needs voiceId and model; add what is missing")
public record VoiceSpec(
    @Size(max = 256)
        @JsonPropertyDescription(
            "The voice provider, such as vapi or 11labs; the catalog lists all. With provider the"
                + " voice must be complete: vapi needs voiceId and takes no model, 11labs needs"
                + " voiceId and model. Without provider only the given keys are managed.")
        @Nullable String provider,
    @Size(max = 256)
        @JsonPropertyDescription(
            "The provider's ID of the voice. For 11labs any ID of its library, for other providers"
                + " one from the catalog.")
        @Nullable String voiceId,
    @Size(max = 256)
        @JsonPropertyDescription(
            "The speech model, such as eleven_multilingual_v2. vapi takes no model.")
        @Nullable String model) {}
