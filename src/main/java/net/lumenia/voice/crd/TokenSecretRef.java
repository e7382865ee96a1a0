package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A reference to a key of a Secret in the same namespace. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.name.matches('" + Names.SUBDOMAIN + "')",
    fieldPath = ".name",
    message =
        "give the name of a Secret: lower-case letters, digits, '-' and '.', starting and ending with a letter or digit")
@ValidationRule(
    value = "!has(self.key) || self.key.matches('" + Names.DATA_KEY + "')",
    fieldPath = ".key",
    message =
        "give a key of the Secret's data: letters, digits, '-', '_' and '.', or leave key out for token")
public record TokenSecretRef(
    @Required
        @JsonProperty(required = true)
        @Size(max = 253)
        @JsonPropertyDescription(
            "The name of a Secret in the same namespace. It must carry the label"
                + " voice.lumenia.net/credentials: \"true\", by which its owner allows this use.")
        String name,
    @Size(max = 253)
        @JsonPropertyDescription(
            "The key in the Secret's data whose value is the token. Absent: token.")
        @Nullable String key) {}
