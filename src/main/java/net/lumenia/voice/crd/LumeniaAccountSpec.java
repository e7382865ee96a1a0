package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How to reach an account of the Lumenia API. A null component is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.accountId.matches('" + Names.UUID + "')",
    fieldPath = ".accountId",
    message = "give accountId as a UUID, such as 3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f")
@ValidationRule(
    value =
        "!has(self.baseUrl) || (self.baseUrl.matches('"
            + Names.BASE_URL
            + "') && isURL(self.baseUrl) && (url(self.baseUrl).getPort() == '' || int(url(self.baseUrl).getPort()) <= 65535))",
    fieldPath = ".baseUrl",
    message =
        "give baseUrl as http:// or https://, a host, and optionally a port and a path, such as https://app.example.com")
@ValidationRule(
    value = "!has(self.baseUrl) || !self.baseUrl.matches('" + Names.NOT_OF_BASE_URL + "')",
    fieldPath = ".baseUrl",
    message =
        "baseUrl must have no query, fragment or user info: remove what follows '?' or '#', and what precedes '@'")
@ValidationRule(
    value =
        "!has(self.requestsPerMinute) || (self.requestsPerMinute >= 1 && self.requestsPerMinute <= 1000000)",
    fieldPath = ".requestsPerMinute",
    message = "requestsPerMinute must be 1 to 1000000; leave it out for the default of 600")
@ValidationRule(
    value =
        "!has(self.maxConcurrentRequests) || (self.maxConcurrentRequests >= 1 && self.maxConcurrentRequests <= 10000)",
    fieldPath = ".maxConcurrentRequests",
    message = "maxConcurrentRequests must be 1 to 10000; leave it out for the default of 16")
@JsonClassDescription("How to reach the account.")
public record LumeniaAccountSpec(
    @Required
        @JsonProperty(required = true)
        @Size(max = 36)
        @JsonPropertyDescription(
            "The account's UUID, sent as X-Account-Id with every request. It must belong to the"
                + " token's partner.")
        String accountId,
    @Size(max = 2048)
        @JsonPropertyDescription(
            "The base URL of the API, such as https://app.example.com; http or https, without"
                + " query, fragment and user info. The operator must allow it, see"
                + " --allowed-base-url. Absent: the operator's default.")
        @Nullable String baseUrl,
    @Required
        @JsonProperty(required = true)
        @JsonPropertyDescription("The Secret that holds the API token.")
        TokenSecretRef tokenSecretRef,
    @JsonPropertyDescription(
            "How many requests per minute the operator may send for this account, on average;"
                + " bursts may be a tenth of it. Absent: 600.")
        @Nullable Integer requestsPerMinute,
    @JsonPropertyDescription(
            "How many requests of this account may be in flight at once. Absent: 16.")
        @Nullable Integer maxConcurrentRequests) {}
