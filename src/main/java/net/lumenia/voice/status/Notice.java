package net.lumenia.voice.status;

/**
 * A Kubernetes event to record. It contains names of fields, never their values.
 *
 * @param reason the event's reason, such as {@code Patched}
 */
public record Notice(Severity severity, String reason, String message) {

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
