package net.lumenia.voice.plan;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.LiveAssistant;

/**
 * The hash that approves a change. It covers the body of the PATCH, the live values that it
 * replaces, whether it creates a voice integration, and the identity of the last PATCH, so that an
 * approval is valid for one change, once. It does not cover the generation, because committing the
 * approval changes that.
 *
 * <p>It also covers the applied values. If the status of a PATCH was never written, they are the
 * only trace of it, and the approval must not be valid again when the change is undone outside of
 * the spec.
 *
 * <p>It has 128 bits, because an author of both the reviewed and the sent text must not be able to
 * find two with the same hash. The last PATCH and the applied values are included as short hashes,
 * because they only distinguish one use of an approval from the next.
 */
public final class PlanHash {

  private PlanHash() {}

  /** 32 hex digits. */
  public static String of(AssistantPatch patch, LiveAssistant live, History history) {
    Stream<String> replaced =
        patch.fields().stream().map(field -> replaced(field, live, history)).sorted();
    String body = live.isProvisioned() ? patch.body() : "provision " + patch.body();
    return Digest.strong(
        Stream.concat(Stream.of(body, history.lastPatch()), replaced)
            .collect(Collectors.joining("\n")));
  }

  /** The whole live component, because a change of the provider also replaces unmanaged keys. */
  private static String replaced(Field field, LiveAssistant live, History history) {
    return String.join(
        " ",
        field.specName(),
        Fingerprint.strong(live.field(field)),
        history.field(field).applied().text());
  }
}
