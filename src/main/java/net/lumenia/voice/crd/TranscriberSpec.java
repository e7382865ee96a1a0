package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A transcriber, or some keys of one. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TranscriberSpec(
    @Size(max = 256)
        @JsonPropertyDescription(
            "Who listens, such as deepgram or 11labs. With it the transcriber must be complete:"
                + " both need model and language. Without it only the given keys are managed."
                + " Which providers exist is the catalogue's business.")
        @Nullable String provider,
    @Size(max = 256)
        @JsonPropertyDescription("The recognition model, such as nova-3; one of the provider's.")
        @Nullable String model,
    @Size(max = 256)
        @JsonPropertyDescription("The language that is spoken, such as en; one of the model's.")
        @Nullable String language) {}
