package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** The source of a prompt outside the spec. */
public record PromptSource(
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription(
            "The key of a ConfigMap in the same namespace that contains the prompt. The operator"
                + " sends a changed prompt like a changed spec.")
        ConfigMapKeyRef configMapKeyRef) {}
