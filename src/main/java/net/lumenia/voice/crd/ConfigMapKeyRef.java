package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A reference to a key of a ConfigMap in the same namespace. */
@ValidationRule(
    value = "self.name.matches('" + Names.SUBDOMAIN + "')",
    fieldPath = ".name",
    message =
        "give the name of a ConfigMap: lower-case letters, digits, '-' and '.', starting and ending with a letter or digit")
@ValidationRule(
    value = "self.key.matches('" + Names.DATA_KEY + "')",
    fieldPath = ".key",
    message = "give a key of the ConfigMap's data: letters, digits, '-', '_' and '.'")
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
