package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Points to one entry of a ConfigMap in the same namespace. */
public record ConfigMapKeyRef(
    @Required
        @JsonProperty(required = true)
        @Size(max = 253)
        @JsonPropertyDescription(
            "The name of a ConfigMap in the same namespace. It must carry the label"
                + " voice.lumenia.net/prompt: \"true\".")
        String name,
    @Required
        @JsonProperty(required = true)
        @Size(max = 253)
        @JsonPropertyDescription("The key in the ConfigMap's data whose value is the prompt.")
        String key) {}
