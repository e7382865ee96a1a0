package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One aspect of a resource's state, in the shape that all of Kubernetes uses. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription("What the condition is about, such as Ready.")
        String type,
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription("Whether it holds: True, False or Unknown.")
        String status,
    @JsonPropertyDescription("The metadata.generation that this was found out for.")
        @Nullable Long observedGeneration,
    @Required @JsonProperty(required = true) @JsonPropertyDescription("When status last changed.")
        String lastTransitionTime,
    @Required @JsonProperty(required = true) @JsonPropertyDescription("Why, in one CamelCase word.")
        String reason,
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription("Why, for the person who must act.")
        String message) {}
