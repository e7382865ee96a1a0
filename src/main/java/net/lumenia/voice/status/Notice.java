package net.lumenia.voice.status;

/**
 * A line for the log, and in most cases a Kubernetes event. It contains names of fields, never
 * their values.
 *
 * @param reason the event's reason, such as {@code Patched}
 * @param isEvent false if it is only logged
 */
public record Notice(Severity severity, String reason, String message, boolean isEvent) {

  /** An event. */
  public Notice(Severity severity, String reason, String message) {
    this(severity, reason, message, true);
  }

  /** The two types of events. */
  public enum Severity {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String text;

    Severity(String text) {
      this.text = text;
    }

    /** The event's type. */
    public String text() {
      return text;
    }
  }
}
