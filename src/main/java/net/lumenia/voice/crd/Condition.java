package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A condition as in {@code metav1.Condition}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription("The type of the condition, such as Ready.")
        String type,
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription("The status of the condition: True, False or Unknown.")
        String status,
    @JsonPropertyDescription("The metadata.generation that the condition is based on.")
        @Nullable Long observedGeneration,
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription("When the status of the condition last changed.")
        String lastTransitionTime,
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription("The reason for the status, in one CamelCase word.")
        String reason,
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription("The reason for the status, in a sentence that says what to do.")
        String message) {}
