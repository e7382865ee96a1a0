package net.lumenia.voice.revision;

import java.util.List;
import java.util.Optional;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.status.Problem;

/** The result of storing the values that a PATCH replaces, before it is sent. */
public sealed interface RevisionResult {

  /** The PATCH replaces no values. */
  record NothingReplaced() implements RevisionResult {}

  /** The assistant has no history; existing revisions are deleted after the PATCH. */
  record HistoryDisabled(VoiceAssistant assistant) implements RevisionResult {}

  /** The values could not be stored, so the PATCH must not be sent. */
  record Failed(Problem problem) implements RevisionResult {}

  /**
   * The values are stored.
   *
   * @param number the number of the revision after the PATCH
   * @param isNew whether the revision was created for this PATCH
   * @param renewal the JSON merge patch that makes an older revision the newest; empty if it
   *     already is
   * @param others the other revisions of the assistant, newest first
   * @param historyLimit the maximum number of revisions, at least 1
   */
  record Stored(
      VoiceAssistant assistant,
      String name,
      long number,
      boolean isNew,
      Optional<String> renewal,
      List<RevisionHistory.Entry> others,
      int historyLimit)
      implements RevisionResult {}
}
