package net.lumenia.voice.spec;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.VoiceAssistantSpec;
import net.lumenia.voice.crd.WorkspaceSpec;

/**
 * What in a spec may be the reason that the API does not find the workspace. None of it is an
 * error: the API may have such a workspace.
 */
public final class WorkspaceHint {

  private WorkspaceHint() {}

  /** What looks wrong, and what to write; empty if nothing does. */
  public static Optional<String> of(Decoded<VoiceAssistantSpec> spec) {
    return spec instanceof Decoded.Valid<VoiceAssistantSpec>(VoiceAssistantSpec valid)
            && valid.workspace() != null
        ? of(valid.workspace())
        : Optional.empty();
  }

  private static Optional<String> of(WorkspaceSpec workspace) {
    List<String> hints =
        Stream.concat(
                Optional.ofNullable(workspace.slug()).stream().flatMap(WorkspaceHint::ofSlug),
                Optional.ofNullable(workspace.originalSlug()).stream()
                    .flatMap(WorkspaceHint::ofOriginalSlug))
            .toList();
    return hints.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", hints));
  }

  private static Stream<String> ofSlug(String text) {
    var slug = new WorkspaceSlug(text);
    if (slug.name().isEmpty()) {
      return Stream.of(
          "spec.workspace.slug is not the hex of a name; if it is the name itself, write it as"
              + " originalSlug");
    }
    Stream<String> upperCase =
        slug.canonical().equals(slug)
            ? Stream.empty()
            : Stream.of(
                "spec.workspace.slug has upper-case hex digits, and the API's slugs have lower-case"
                    + " ones; write "
                    + ServerText.clean(slug.canonical().text()));
    return Stream.concat(
        upperCase, ofName("the name that spec.workspace.slug encodes", slug.name().orElseThrow()));
  }

  private static Stream<String> ofOriginalSlug(String name) {
    Stream<String> isHex =
        new WorkspaceSlug(name)
            .name().stream()
                .map(
                    decoded ->
                        "spec.workspace.originalSlug looks like the slug of the workspace \"%s\"; if it is, write it as slug"
                            .formatted(ServerText.clean(decoded)));
    return Stream.concat(ofName("spec.workspace.originalSlug", name), isHex);
  }

  private static Stream<String> ofName(String where, String name) {
    return Stream.of(
            hint(
                !Normalizer.isNormalized(name, Normalizer.Form.NFC),
                where + " is not in Unicode normalization form C (NFC); write it in NFC"),
            hint(
                isBlank(name.codePointAt(0)) || isBlank(name.codePointBefore(name.length())),
                where + " begins or ends with a blank; remove it"),
            hint(
                ServerText.hasInvisible(name),
                where + " contains invisible characters; remove them"))
        .flatMap(Optional::stream);
  }

  private static Optional<String> hint(boolean holds, String text) {
    return holds ? Optional.of(text) : Optional.empty();
  }

  private static boolean isBlank(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }
}
