package net.lumenia.voice.plan;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;

/**
 * What approves a change. "Hashed over its body, the live values that it replaces and the last
 * PATCH's identity, so that an approval fits one change, once; not over the generation, because
 * committing the approval changes that."
 *
 * <p>What was applied counts, too: a PATCH whose status was never written leaves no other trace,
 * and its approval must not fit when somebody undoes it outside.
 *
 * <p>32 hex digits: whoever writes both texts, the one that is reviewed and the one that is sent,
 * must not be able to find two with the same hash. The last PATCH and what was applied go in as
 * status has them, with short hashes: they only tell one use of an approval from the next.
 */
final class PlanHash {

  private PlanHash() {}

  static String of(AssistantPatch patch, LiveAssistant live, History history) {
    Stream<String> replaced =
        patch.fields().stream().map(field -> replaced(field, live, history)).sorted();
    return Digest.strong(
        Stream.concat(Stream.of(patch.body(), history.lastPatch()), replaced)
            .collect(Collectors.joining("\n")));
  }

  /** The whole of a live voice: who changes its provider replaces the keys not managed, too. */
  private static String replaced(Field field, LiveAssistant live, History history) {
    return String.join(
        " ",
        field.specName(),
        Fingerprint.strong(live.field(field)),
        history.applied().getOrDefault(field, ""));
  }
}
