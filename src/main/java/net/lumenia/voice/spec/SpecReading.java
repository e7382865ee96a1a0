package net.lumenia.voice.spec;

import java.util.List;
import net.lumenia.voice.plan.Violation;

/** The result of reading a spec. */
public sealed interface SpecReading {

  /** The spec is valid. */
  record Usable(DesiredState desiredState) implements SpecReading {}

  /** The spec is invalid. There is at least one violation. */
  record Unusable(List<Violation> violations) implements SpecReading {}
}
