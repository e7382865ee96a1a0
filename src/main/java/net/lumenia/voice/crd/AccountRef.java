package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Points to a LumeniaAccount in the same namespace. */
public record AccountRef(
    @Required
        @JsonProperty(required = true)
        @Size(max = 253)
        @JsonPropertyDescription("The name of a LumeniaAccount in the same namespace.")
        String name) {}
