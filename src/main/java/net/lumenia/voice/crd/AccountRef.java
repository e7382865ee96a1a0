package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A reference to a LumeniaAccount in the same namespace. */
@ValidationRule(
    value = "self.name.matches('" + Names.SUBDOMAIN + "')",
    fieldPath = ".name",
    message =
        "give the name of a LumeniaAccount: lower-case letters, digits, '-' and '.', starting and ending with a letter or digit")
public record AccountRef(
    @Required
        @JsonProperty(required = true)
        @Size(max = 253)
        @JsonPropertyDescription("The name of a LumeniaAccount in the same namespace.")
        String name) {}
