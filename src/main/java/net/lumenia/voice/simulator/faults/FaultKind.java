package net.lumenia.voice.simulator.faults;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What fails. The record components are the JSON keys; an absent key is null. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FaultKind.Latency.class, name = "latency"),
  @JsonSubTypes.Type(value = FaultKind.Status.class, name = "status"),
  @JsonSubTypes.Type(value = FaultKind.Redirect.class, name = "redirect"),
  @JsonSubTypes.Type(value = FaultKind.Reset.class, name = "reset"),
  @JsonSubTypes.Type(value = FaultKind.Body.class, name = "body"),
  @JsonSubTypes.Type(value = FaultKind.UnknownKeys.class, name = "unknownKeys"),
  @JsonSubTypes.Type(value = FaultKind.Trickle.class, name = "trickle"),
  @JsonSubTypes.Type(value = FaultKind.Stale.class, name = "stale"),
  @JsonSubTypes.Type(value = FaultKind.Normalize.class, name = "normalize"),
  @JsonSubTypes.Type(value = FaultKind.Ignore.class, name = "ignore"),
  @JsonSubTypes.Type(value = FaultKind.Revert.class, name = "revert"),
  @JsonSubTypes.Type(value = FaultKind.NumberInUse.class, name = "numberInUse"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface FaultKind {

  /** Faults that replace the response. Only the first injected of them strikes. */
  sealed interface ReplacedResponse extends FaultKind permits Status, Redirect, Reset {

    /** Whether the fault strikes before or after the request is processed. */
    FaultPhase when();
  }

  /** Faults that change what an accepted request stores. */
  sealed interface Alteration extends FaultKind permits Normalize, Ignore {

    /** The affected keys of the PATCH body. */
    Set<String> fields();
  }

  /**
   * Delays the response, or the processing of the request.
   *
   * @param millis the delay
   * @param when by default after the request is processed: the change is stored even if the client
   *     times out
   */
  record Latency(long millis, FaultPhase when) implements FaultKind {

    public Latency {
      FaultChecks.within("millis", millis, 1, FaultChecks.MOST_MILLIS);
      when = Objects.requireNonNullElse(when, FaultPhase.AFTER);
    }
  }

  /**
   * Returns a status code.
   *
   * @param status between 300 and 599
   * @param when by default before the request is processed, so nothing changes
   * @param retryAfter the {@code Retry-After} header, verbatim
   * @param retryAfterDateInSeconds a {@code Retry-After} header with an HTTP date, this many
   *     seconds after the time of the response; negative for the past
   * @param message the message in the error body of the contract
   * @param body sent verbatim instead of that error body
   * @param contentType the content type of {@code body}
   */
  record Status(
      int status,
      FaultPhase when,
      @Nullable String retryAfter,
      @Nullable Long retryAfterDateInSeconds,
      @Nullable String message,
      @Nullable String body,
      @Nullable String contentType)
      implements ReplacedResponse {

    public Status {
      FaultChecks.within("status", status, 300, 599);
      when = Objects.requireNonNullElse(when, FaultPhase.BEFORE);
      FaultChecks.inHeader("retryAfter", retryAfter);
      FaultChecks.inHeader("contentType", contentType);
      if (retryAfterDateInSeconds != null) {
        FaultChecks.within(
            "retryAfterDateInSeconds", retryAfterDateInSeconds, -1_000_000_000L, 1_000_000_000L);
      }
      FaultChecks.notBoth(
          "retryAfter", retryAfter, "retryAfterDateInSeconds", retryAfterDateInSeconds);
      FaultChecks.notBoth("message", message, "body", body);
    }

    /** Strikes before the request is processed, with the default message. */
    public static Status of(int status) {
      return new Status(status, FaultPhase.BEFORE, null, null, null, null, null);
    }

    public Status withRetryAfter(String header) {
      return new Status(status, when, header, null, message, body, contentType);
    }

    /** Strikes after the request is processed. */
    public Status after() {
      return new Status(
          status,
          FaultPhase.AFTER,
          retryAfter,
          retryAfterDateInSeconds,
          message,
          body,
          contentType);
    }
  }

  /**
   * Redirects the client; the request is not processed.
   *
   * @param status 301, 302, 303, 307 or 308
   * @param location the {@code Location} header, verbatim
   */
  record Redirect(int status, String location) implements ReplacedResponse {

    private static final List<Integer> STATUSES = List.of(301, 302, 303, 307, 308);

    public Redirect {
      status = status == 0 ? 307 : status;
      if (!STATUSES.contains(status)) {
        throw new IllegalArgumentException(
            "status: must be one of 301, 302, 303, 307, 308, not %d".formatted(status));
      }
      FaultChecks.inHeader("location", Objects.requireNonNull(location, "location: is required"));
    }

    @Override
    public FaultPhase when() {
      return FaultPhase.BEFORE;
    }
  }

  /**
   * Ends the connection without a response.
   *
   * @param when by default before the request is processed
   * @param orderly true closes the connection (FIN); by default it is reset (RST)
   */
  record Reset(FaultPhase when, boolean orderly) implements ReplacedResponse {

    public Reset {
      when = Objects.requireNonNullElse(when, FaultPhase.BEFORE);
    }
  }

  /**
   * Replaces the body of a 200 response; the request is processed.
   *
   * @param size the bytes of {@link BrokenContent#HUGE} (8 MiB by default), the levels of {@link
   *     BrokenContent#DEEP} (10,000), or the sent bytes of {@link BrokenContent#TRUNCATED} (half)
   * @param text for {@link BrokenContent#VERBATIM}
   * @param contentType for {@link BrokenContent#VERBATIM}
   */
  record Body(
      BrokenContent content,
      @Nullable Integer size,
      @Nullable String text,
      @Nullable String contentType)
      implements FaultKind {

    public Body {
      Objects.requireNonNull(
          content, "content: is required; allowed: " + FaultChecks.names(BrokenContent.class));
      content.check(size, text);
      FaultChecks.inHeader("contentType", contentType);
    }

    public static Body of(BrokenContent content) {
      return new Body(content, null, null, null);
    }
  }

  /** Adds an unknown key to every object of a 200 response. */
  record UnknownKeys() implements FaultKind {}

  /**
   * Sends the body of the response slowly, in small parts.
   *
   * @param millis how long sending takes
   */
  record Trickle(long millis) implements FaultKind {

    public Trickle {
      FaultChecks.within("millis", millis, 1, FaultChecks.MOST_MILLIS);
    }
  }

  /**
   * GET shows an earlier version of the assistant. Exactly one of the two keys is required. The
   * simulator keeps the last {@value #MOST_CHANGES} changes of every assistant.
   *
   * @param patches shows the version before this many of the newest PATCHes
   * @param millis shows the version before all changes of this time, from any writer
   */
  record Stale(@Nullable Integer patches, @Nullable Long millis) implements FaultKind {

    /** How many changes of an assistant the simulator remembers. */
    public static final int MOST_CHANGES = 16;

    public Stale {
      if (patches != null) {
        FaultChecks.within("patches", patches, 1, MOST_CHANGES);
      }
      if (millis != null) {
        FaultChecks.within("millis", millis, 1, FaultChecks.MOST_MILLIS);
      }
      if ((patches == null) == (millis == null)) {
        throw new IllegalArgumentException("exactly one of patches and millis is required");
      }
    }
  }

  /**
   * Changes texts before they are stored, also within objects and lists.
   *
   * @param fields the keys of the PATCH body
   */
  record Normalize(Set<String> fields, Normalization how) implements Alteration {

    public Normalize {
      fields = FaultChecks.fields("fields", fields);
      Objects.requireNonNull(
          how, "how: is required; allowed: " + FaultChecks.names(Normalization.class));
    }
  }

  /**
   * Accepts fields but does not store them.
   *
   * @param fields the keys of the PATCH body
   */
  record Ignore(Set<String> fields) implements Alteration {

    public Ignore {
      fields = FaultChecks.fields("fields", fields);
    }
  }

  /**
   * Sets a field back after each PATCH of it, as another writer does.
   *
   * @param field the key of the PATCH body
   * @param millis the delay; 0 for immediately
   * @param value the new value; by default the value before the PATCH
   */
  record Revert(String field, long millis, @Nullable JsonNode value) implements FaultKind {

    public Revert {
      FaultChecks.field("field", Objects.requireNonNull(field, "field: is required"));
      FaultChecks.within("millis", millis, 0, FaultChecks.MOST_MILLIS);
    }
  }

  /**
   * Returns 400, as for a number that is linked to another voice integration.
   *
   * @param number the affected number; by default any
   */
  record NumberInUse(@JsonProperty("number_id") @Nullable Long number) implements FaultKind {

    public boolean affects(long sent) {
      return number == null || number == sent;
    }
  }
}
