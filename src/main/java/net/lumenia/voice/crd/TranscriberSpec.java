package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A transcriber, complete or in part. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.provider) || has(self.model) || has(self.language)",
    message = "give at least one of provider, model and language, or leave the transcriber out")
@ValidationRule(
    value = "!has(self.provider) || self.provider.trim() != ''",
    fieldPath = ".provider",
    message = "provider must not be blank: give a value or leave provider out")
@ValidationRule(
    value = "!has(self.model) || self.model.trim() != ''",
    fieldPath = ".model",
    message = "model must not be blank: give a value or leave model out")
@ValidationRule(
    value = "!has(self.language) || self.language.trim() != ''",
    fieldPath = ".language",
    message = "language must not be blank: give a value or leave language out")
@ValidationRule(
    value =
        "!has(self.provider) || self.provider != 'deepgram' || (has(self.model) && has(self.language))",
    message = "transcriber provider deepgram needs model and language; add what is missing")
@ValidationRule(
    value =
        "!has(self.provider) || self.provider != '11labs' || (has(self.model) && has(self.language))",
    message = "transcriber provider 11labs needs model and language; add what is missing")
public record TranscriberSpec(
    @Size(max = 256)
        @JsonPropertyDescription(
            "The speech recognition provider, such as deepgram or 11labs; the catalog lists all."
                + " With provider the transcriber must be complete: deepgram and 11labs need model"
                + " and language. Without provider only the given keys are managed.")
        @Nullable String provider,
    @Size(max = 256)
        @JsonPropertyDescription(
            "The recognition model, such as nova-3; one of the provider's models.")
        @Nullable String model,
    @Size(max = 256)
        @JsonPropertyDescription("The spoken language, such as en; one of the model's languages.")
        @Nullable String language) {}
