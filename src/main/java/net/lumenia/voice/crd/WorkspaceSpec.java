package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A workspace, by one of its two names. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkspaceSpec(
    @Size(max = 2048)
        @JsonPropertyDescription(
            "The workspace as the API's paths want it, taken verbatim: usually the lower-case hex"
                + " of the workspace's name, such as 61636d65 for acme. The API calls it slug.")
        @Nullable String slug,
    @Size(max = 1024)
        @JsonPropertyDescription(
            "The workspace's own name, such as acme. The operator hex-encodes its UTF-8 bytes to"
                + " get the slug. The API calls it originalSlug.")
        @Nullable String originalSlug) {}
