package net.lumenia.voice.revision;

import java.util.List;
import java.util.Optional;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.status.Problem;

/** What came of keeping the values that a PATCH replaces, before it is sent. */
public sealed interface KeptRevision {

  /** The PATCH replaces nothing. */
  record Unneeded() implements KeptRevision {}

  /** The assistant does without a history; what it has of one goes with the PATCH. */
  record Unwanted(VoiceAssistant assistant) implements KeptRevision {}

  /** The values could not be kept, and so nothing may be sent. */
  record Refused(Problem problem) implements KeptRevision {}

  /**
   * The values are kept.
   *
   * @param isNew whether the revision was made for this PATCH
   * @param renewal the JSON merge patch that makes an older revision the newest one; empty if it is
   * @param others the other revisions of the assistant, the newest first
   * @param historyLimit how many may stay in all, at least 1
   */
  record Kept(
      String namespace,
      String name,
      boolean isNew,
      Optional<String> renewal,
      List<RevisionHistory.Entry> others,
      int historyLimit)
      implements KeptRevision {}

  /** What became of the PATCH. */
  enum Effect {
    /** The API took it. */
    TAKEN,
    /** It was not sent, or it is known to have changed nothing. */
    NONE,
    /** It may have been applied. */
    UNKNOWN
  }
}
