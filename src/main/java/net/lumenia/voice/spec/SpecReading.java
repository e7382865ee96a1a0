package net.lumenia.voice.spec;

import java.util.List;
import net.lumenia.voice.plan.Violation;

/** What came of reading a spec. */
public sealed interface SpecReading {

  /** It can be acted on. */
  record Usable(DesiredState desiredState) implements SpecReading {}

  /** It can't, for these reasons; never empty. */
  record Unusable(List<Violation> violations) implements SpecReading {}
}
