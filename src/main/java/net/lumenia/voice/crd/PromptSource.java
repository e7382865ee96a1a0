package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Where the prompt comes from when it is not in the spec itself. */
public record PromptSource(
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription(
            "The entry of a ConfigMap in the same namespace that holds the prompt. A change of it"
                + " is a change of the assistant.")
        ConfigMapKeyRef configMapKeyRef) {}
