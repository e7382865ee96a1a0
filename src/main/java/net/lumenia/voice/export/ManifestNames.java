package net.lumenia.voice.export;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.lumenia.voice.assistant.Digest;
import net.lumenia.voice.assistant.WorkspaceSlug;

/** Names of VoiceAssistants, derived from the names of their workspaces. */
public final class ManifestNames {

  /** The longest value of a label, which tools make of names. */
  private static final int MAX_LENGTH = 63;

  private static final int DIGITS = 6;

  private ManifestNames() {}

  /**
   * A name for each workspace. Where several workspaces would get the same name, or it is taken,
   * the name ends with a digest of the slug.
   *
   * @param taken names that other VoiceAssistants have
   */
  public static Map<WorkspaceSlug, String> of(
      Collection<WorkspaceSlug> workspaces, Set<String> taken) {
    Map<WorkspaceSlug, String> names = new LinkedHashMap<>();
    workspaces.forEach(workspace -> names.put(workspace, base(workspace)));
    Set<String> ambiguous = new HashSet<>(taken);
    Set<String> seen = new HashSet<>();
    names.values().stream().filter(name -> !seen.add(name)).forEach(ambiguous::add);
    names.replaceAll(
        (workspace, name) -> ambiguous.contains(name) ? withDigest(workspace, name) : name);
    return names;
  }

  private static String base(WorkspaceSlug workspace) {
    String plain =
        Normalizer.normalize(workspace.name().orElseGet(workspace::text), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    String name = trimmed(cut(plain.replaceFirst("^-+", ""), MAX_LENGTH));
    return name.isEmpty() ? "workspace-" + digest(workspace) : name;
  }

  private static String withDigest(WorkspaceSlug workspace, String name) {
    return trimmed(cut(name, MAX_LENGTH - DIGITS - 1)) + "-" + digest(workspace);
  }

  private static String digest(WorkspaceSlug workspace) {
    return Digest.of(workspace.canonical().text(), DIGITS);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static String trimmed(String name) {
    return name.replaceFirst("-+$", "");
  }
}
