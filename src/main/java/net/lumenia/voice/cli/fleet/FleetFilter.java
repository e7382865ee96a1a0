package net.lumenia.voice.cli.fleet;

import java.util.Locale;
import java.util.Optional;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.status.Conditions;

/** Which assistants to show. */
public sealed interface FleetFilter {

  /** All of them. */
  record Every() implements FleetFilter {
    @Override
    public boolean matches(VoiceAssistant assistant) {
      return true;
    }
  }

  /** Those with this status of a condition, such as {@code Ready=False}. */
  record WithStatus(String condition, String status) implements FleetFilter {
    @Override
    public boolean matches(VoiceAssistant assistant) {
      return condition.equalsIgnoreCase(Conditions.READY)
          ? Readiness.of(assistant).status().equalsIgnoreCase(status)
          : find(assistant, condition)
              .map(found -> found.status().equalsIgnoreCase(status))
              .orElse(status.equalsIgnoreCase("False"));
    }
  }

  /**
   * Those that are ready or not for this reason, or of which the condition of this name is True.
   */
  record Named(String name) implements FleetFilter {
    @Override
    public boolean matches(VoiceAssistant assistant) {
      return Readiness.of(assistant).reason().equalsIgnoreCase(name)
          || new WithStatus(name, "True").matches(assistant);
    }
  }

  /** Whether to show this one. */
  boolean matches(VoiceAssistant assistant);

  /** Reads {@code REASON}, {@code CONDITION} or {@code CONDITION=STATUS}; empty if it is none. */
  static Optional<FleetFilter> parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return text.matches("[A-Za-z]+") ? Optional.of(new Named(text)) : Optional.empty();
    }
    String condition = text.substring(0, equals);
    String status = text.substring(equals + 1).toLowerCase(Locale.ROOT);
    return condition.matches("[A-Za-z]+") && status.matches("true|false|unknown")
        ? Optional.of(new WithStatus(condition, status))
        : Optional.empty();
  }

  private static Optional<Condition> find(VoiceAssistant assistant, String type) {
    var conditions = assistant.decodeStatus().conditions();
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(one -> one.type().equalsIgnoreCase(type)).findFirst();
  }
}
