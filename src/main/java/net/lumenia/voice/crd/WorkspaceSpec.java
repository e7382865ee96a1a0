package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A workspace, identified by one of its two names. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.slug) != has(self.originalSlug)",
    message = "give exactly one of slug and originalSlug")
@ValidationRule(
    value = "self == oldSelf",
    message =
        "workspace cannot be changed: create another VoiceAssistant for the other workspace and delete this one; deleting it does not change the live assistant")
@ValidationRule(
    value =
        "!has(self.slug) || (self.slug.matches('^[A-Za-z0-9._~-]+$') && self.slug != '.' && self.slug != '..')",
    fieldPath = ".slug",
    message =
        "give slug as it stands in the API's paths: letters, digits, '.', '_', '~' and '-', and not just '.' or '..'; for a workspace's name use originalSlug")
@ValidationRule(
    value = "!has(self.originalSlug) || self.originalSlug.trim() != ''",
    fieldPath = ".originalSlug",
    message = "originalSlug must not be blank: give the workspace's name, or slug instead")
public record WorkspaceSpec(
    @Size(max = 2048)
        @JsonPropertyDescription(
            "The workspace as it appears in the API's paths: usually the lower-case hex encoding of"
                + " the workspace's name, such as 61636d65 for acme. The API calls it slug.")
        @Nullable String slug,
    @Size(max = 1024)
        @JsonPropertyDescription(
            "The name of the workspace, such as acme. The operator hex-encodes its UTF-8 bytes to"
                + " get the slug. The API calls it originalSlug.")
        @Nullable String originalSlug) {}
