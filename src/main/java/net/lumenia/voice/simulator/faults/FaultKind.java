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

/** What goes wrong. The components are the keys of the JSON; null is what an absent key is. */
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
  @JsonSubTypes.Type(value = FaultKind.Normalise.class, name = "normalise"),
  @JsonSubTypes.Type(value = FaultKind.Ignore.class, name = "ignore"),
  @JsonSubTypes.Type(value = FaultKind.Revert.class, name = "revert"),
  @JsonSubTypes.Type(value = FaultKind.NumberInUse.class, name = "numberInUse"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface FaultKind {

  /** What ends an exchange: of several, the one that was injected first strikes. */
  sealed interface Ending extends FaultKind permits Status, Redirect, Reset {

    /** Whether the request's work has been done by then. */
    FaultPhase when();
  }

  /** What is stored is not what was accepted. */
  sealed interface Alteration extends FaultKind permits Normalise, Ignore {

    /** The keys of the PATCH body that are concerned. */
    Set<String> fields();
  }

  /**
   * The answer is held back, or the work.
   *
   * @param millis how long
   * @param when by default after the work is done: a client that gives up has changed the assistant
   *     nevertheless
   */
  record Latency(long millis, FaultPhase when) implements FaultKind {

    public Latency {
      FaultChecks.within("millis", millis, 1, FaultChecks.MOST_MILLIS);
      when = Objects.requireNonNullElse(when, FaultPhase.AFTER);
    }
  }

  /**
   * A status code.
   *
   * @param status from 300 to 599
   * @param when by default before the work: nothing is changed
   * @param retryAfter the {@code Retry-After} header, verbatim
   * @param retryAfterDateInSeconds a {@code Retry-After} header with the HTTP date that is so far
   *     from the time of the answer; negative for one in the past
   * @param message of the JSON body that the contract has for errors
   * @param body sent verbatim in place of that JSON
   * @param contentType of the body
   */
  record Status(
      int status,
      FaultPhase when,
      @Nullable String retryAfter,
      @Nullable Long retryAfterDateInSeconds,
      @Nullable String message,
      @Nullable String body,
      @Nullable String contentType)
      implements Ending {

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

    /** Before the work, with nothing but a message. */
    public static Status of(int status) {
      return new Status(status, FaultPhase.BEFORE, null, null, null, null, null);
    }

    public Status withRetryAfter(String header) {
      return new Status(status, when, header, null, message, body, contentType);
    }

    /** The work is done before. */
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
   * Somewhere else; nothing is changed.
   *
   * @param status 301, 302, 303, 307 or 308
   * @param location the {@code Location} header, verbatim
   */
  record Redirect(int status, String location) implements Ending {

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
   * The connection ends without an answer.
   *
   * @param when by default before the work
   * @param orderly closed (FIN); by default it is reset (RST)
   */
  record Reset(FaultPhase when, boolean orderly) implements Ending {

    public Reset {
      when = Objects.requireNonNullElse(when, FaultPhase.BEFORE);
    }
  }

  /**
   * Another body in place of that of an answer with 200, so the work is done.
   *
   * @param size of {@link BrokenContent#HUGE} in bytes (by default 8 MiB), of {@link
   *     BrokenContent#DEEP} in levels (10,000), of {@link BrokenContent#TRUNCATED} in bytes that
   *     are sent (half of them)
   * @param text of {@link BrokenContent#VERBATIM}
   * @param contentType of {@link BrokenContent#VERBATIM}
   */
  record Body(
      BrokenContent content,
      @Nullable Integer size,
      @Nullable String text,
      @Nullable String contentType)
      implements FaultKind {

    public Body {
      Objects.requireNonNull(
          content, "content: is required; known are: " + FaultChecks.names(BrokenContent.class));
      content.check(size, text);
      FaultChecks.inHeader("contentType", contentType);
    }

    public static Body of(BrokenContent content) {
      return new Body(content, null, null, null);
    }
  }

  /** Keys that no page names, in every object of an answer with 200. */
  record UnknownKeys() implements FaultKind {}

  /**
   * The body of the answer comes in small pieces.
   *
   * @param millis how long it takes from the first to the last
   */
  record Trickle(long millis) implements FaultKind {

    public Trickle {
      FaultChecks.within("millis", millis, 1, FaultChecks.MOST_MILLIS);
    }
  }

  /**
   * GET shows the assistant as it was. Exactly one of the two is given. The simulator remembers the
   * last {@value #MOST_CHANGES} changes of every assistant.
   *
   * @param patches before so many PATCHes, the newest
   * @param millis before the changes of so much time, by whomever
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
        throw new IllegalArgumentException("either patches or millis is required, not both");
      }
    }
  }

  /**
   * Texts are stored differently from how they were sent, those within objects and lists too.
   *
   * @param fields the keys of the PATCH body
   */
  record Normalise(Set<String> fields, Normalization how) implements Alteration {

    public Normalise {
      fields = FaultChecks.fields("fields", fields);
      Objects.requireNonNull(
          how, "how: is required; known are: " + FaultChecks.names(Normalization.class));
    }
  }

  /**
   * Fields are accepted and not stored.
   *
   * @param fields the keys of the PATCH body
   */
  record Ignore(Set<String> fields) implements Alteration {

    public Ignore {
      fields = FaultChecks.fields("fields", fields);
    }
  }

  /**
   * Another writer sets a field back after each PATCH of it.
   *
   * @param field the key of the PATCH body
   * @param millis how long after; 0 for at once
   * @param value what it is set to; by default what it was before the PATCH
   */
  record Revert(String field, long millis, @Nullable JsonNode value) implements FaultKind {

    public Revert {
      FaultChecks.field("field", Objects.requireNonNull(field, "field: is required"));
      FaultChecks.within("millis", millis, 0, FaultChecks.MOST_MILLIS);
    }
  }

  /**
   * 400, as for a number that is linked to another voice integration.
   *
   * @param number only this one; by default every one that is sent
   */
  record NumberInUse(@JsonProperty("number_id") @Nullable Long number) implements FaultKind {

    public boolean concerns(long sent) {
      return number == null || number == sent;
    }
  }
}
