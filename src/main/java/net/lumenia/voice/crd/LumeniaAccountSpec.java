package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How an account of the Lumenia API is reached. A component that is null is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LumeniaAccountSpec(
    @Required
        @JsonProperty(required = true)
        @Size(max = 36)
        @JsonPropertyDescription(
            "The account's UUID, sent as X-Account-Id with every call. It must belong to the"
                + " token's partner.")
        String accountId,
    @Size(max = 2048)
        @JsonPropertyDescription(
            "Where the API is, such as https://app.example.com; http or https, without query,"
                + " fragment and user info. It must be on the operator's list of allowed base URLs."
                + " Absent: the operator's default.")
        @Nullable String baseUrl,
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription("The Secret that holds the API token.")
        TokenSecretRef tokenSecretRef,
    @JsonPropertyDescription(
            "How many requests per minute the operator may send for this account. Absent: 600.")
        @Nullable Integer requestsPerMinute,
    @JsonPropertyDescription(
            "How many requests of this account may be under way at once. Absent: 16.")
        @Nullable Integer maxConcurrentRequests) {}
