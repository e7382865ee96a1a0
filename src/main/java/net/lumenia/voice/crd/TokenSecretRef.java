package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Points to one entry of a Secret in the same namespace. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenSecretRef(
    @Required
        @JsonProperty(required = true)
        @Size(max = 253)
        @JsonPropertyDescription(
            "The name of a Secret in the same namespace. It must carry the label"
                + " voice.lumenia.net/credentials: \"true\", which is its owner's consent.")
        String name,
    @Size(max = 253)
        @JsonPropertyDescription(
            "The key in the Secret's data whose value is the token. Absent: token.")
        @Nullable String key) {}
