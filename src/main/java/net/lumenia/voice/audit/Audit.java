package net.lumenia.voice.audit;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.AssistantConfig;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.Live;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.LiveValue;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.audit.Finding.Kind;
import net.lumenia.voice.plan.RetiredValues;

/** Finds what is wrong with assistants; pure functions. */
public final class Audit {

  /** Such as {@code ${name}}, which a template would have replaced. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}\\n]{0,64}\\}");

  private Audit() {}

  /** The workspaces that no VoiceAssistant declares. */
  public static List<Finding> unmanaged(
      Set<WorkspaceSlug> workspaces, List<Declaration> declarations) {
    Set<WorkspaceSlug> managed = new LinkedHashSet<>();
    declarations.forEach(declared -> managed.add(declared.desired().workspace().canonical()));
    return workspaces.stream()
        .filter(workspace -> !managed.contains(workspace.canonical()))
        .map(
            workspace ->
                new Finding(
                    Kind.UNMANAGED,
                    workspace,
                    workspace.text(),
                    "no VoiceAssistant declares this workspace; export it"))
        .toList();
  }

  /** Workspaces that several VoiceAssistants may change. */
  public static List<Finding> duplicates(List<Declaration> declarations) {
    Map<List<Object>, List<Declaration>> owners = new LinkedHashMap<>();
    declarations.stream()
        .filter(Declaration::isOwner)
        .forEach(
            declared ->
                owners
                    .computeIfAbsent(
                        List.of(declared.account(), declared.desired().workspace().canonical()),
                        _ -> new ArrayList<>())
                    .add(declared));
    return owners.values().stream()
        .filter(same -> same.size() > 1)
        .map(
            same ->
                new Finding(
                    Kind.DUPLICATE,
                    same.getFirst().desired().workspace(),
                    same.getFirst().place(),
                    "another VoiceAssistant declares the same workspace: %s; remove one of them, or set mode: Observe"
                        .formatted(
                            same.stream().skip(1).map(Declaration::place).collect(joining(", ")))))
        .toList();
  }

  /** What is wrong with a declaration, whatever is live. */
  public static List<Finding> declared(Declaration declared) {
    AssistantConfig config = declared.desired().config();
    return Stream.of(Field.FIRST_MESSAGE, Field.PROMPT)
        .flatMap(
            field ->
                config.value(field).stream()
                    .filter(Value.Text.class::isInstance)
                    .map(value -> (Value.Text) value)
                    .flatMap(text -> placeholder("spec." + field.specName(), text.text()).stream()))
        .map(
            message ->
                new Finding(
                    Kind.PLACEHOLDER, declared.desired().workspace(), declared.place(), message))
        .toList();
  }

  /**
   * What is wrong with a live assistant.
   *
   * @param place of its declaration, or the workspace
   * @param catalog empty if it can't be read
   */
  public static List<Finding> live(
      WorkspaceSlug workspace, String place, LiveAssistant live, Optional<Catalog> catalog) {
    var findings = new ArrayList<Finding>();
    catalog
        .map(known -> RetiredValues.of(live, known))
        .orElse(List.of())
        .forEach(
            message ->
                findings.add(
                    new Finding(Kind.RETIRED, workspace, place, message + "; choose another one")));
    Stream.of(Field.FIRST_MESSAGE, Field.PROMPT)
        .flatMap(
            field ->
                text(live, field)
                    .flatMap(text -> placeholder("live " + field.specName(), text))
                    .stream())
        .forEach(message -> findings.add(new Finding(Kind.PLACEHOLDER, workspace, place, message)));
    Stream.concat(
            sameProvider(live, Field.VOICE, Field.FALLBACK_VOICES),
            sameProvider(live, Field.TRANSCRIBER, Field.FALLBACK_TRANSCRIBERS))
        .forEach(
            message -> findings.add(new Finding(Kind.SAME_PROVIDER, workspace, place, message)));
    return findings;
  }

  private static Optional<String> text(LiveAssistant live, Field field) {
    return live.field(field) instanceof Live.Reported<LiveValue>(Value.Text(String text))
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<String> placeholder(String path, String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    return matcher.find()
        ? Optional.of(
            "%s contains %s, which callers hear or the model reads as it is; replace it"
                .formatted(path, ServerText.clean(matcher.group())))
        : Optional.empty();
  }

  private static Stream<String> sameProvider(LiveAssistant live, Field primary, Field fallbacks) {
    if (!(live.field(primary) instanceof Live.Reported<LiveValue>(LiveValue.Keys keys)
        && keys.key(Component.PROVIDER) instanceof Live.Reported<String> provider
        && live.field(fallbacks)
            instanceof Live.Reported<LiveValue>(LiveValue.Items(List<LiveValue.Keys> items)))) {
      return Stream.empty();
    }
    return IntStream.range(0, items.size())
        .filter(i -> items.get(i).key(Component.PROVIDER).equals(provider))
        .mapToObj(
            i ->
                "live %s[%d] has the same provider as %s, %s, and fails together with it; choose another provider"
                    .formatted(
                        fallbacks.specName(),
                        i,
                        primary.specName(),
                        ServerText.clean(provider.value())));
  }
}
