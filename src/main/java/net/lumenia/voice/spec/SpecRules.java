package net.lumenia.voice.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Component;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.FieldType;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.ProviderRule;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.crd.AccountRef;
import net.lumenia.voice.crd.VoiceAssistantSpec;
import net.lumenia.voice.crd.WorkspaceSpec;
import net.lumenia.voice.plan.Violation;
import org.jspecify.annotations.Nullable;

/** The rules of the schema on which the content of a PATCH depends. */
public final class SpecRules {

  /** The maximum length of a prompt, in code points. */
  public static final int MAX_PROMPT = ((FieldType.Text) Field.PROMPT.type()).maxLength();

  private static final Pattern SLUG = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~-]+");
  private static final int MAX_KEY = 256;

  private static final String NOTHING_MANAGED =
      Stream.of(Field.values())
          .map(Field::specName)
          .collect(
              Collectors.joining(", ", "give at least one of ", ", promptFrom or phoneNumber"));

  private final List<Violation> violations = new ArrayList<>();

  private SpecRules() {}

  static List<Violation> violations(VoiceAssistantSpec spec) {
    var rules = new SpecRules();
    rules.workspace(spec.workspace());
    rules.accountRef(spec.accountRef());
    rules.managedFields(spec);
    rules.resyncInterval(spec.resyncInterval());
    return List.copyOf(rules.violations);
  }

  private void require(boolean holds, String path, String message) {
    if (!holds) {
      violations.add(new Violation(path, message));
    }
  }

  private void workspace(@Nullable WorkspaceSpec workspace) {
    if (workspace == null || (workspace.slug() == null) == (workspace.originalSlug() == null)) {
      require(false, "spec.workspace", "give exactly one of slug and originalSlug");
      return;
    }
    require(
        workspace.slug() == null || SLUG.matcher(workspace.slug()).matches(),
        "spec.workspace.slug",
        "must match [A-Za-z0-9._~-]+ and must not be . or ..; to have the workspace's name encoded,"
            + " give it as originalSlug");
    require(
        workspace.originalSlug() == null || !workspace.originalSlug().isBlank(),
        "spec.workspace.originalSlug",
        "must not be blank; give the workspace's name");
  }

  /** A blank name does not mean the default account. */
  private void accountRef(@Nullable AccountRef account) {
    require(
        account == null || (account.name() != null && !account.name().isBlank()),
        "spec.accountRef.name",
        "must name a LumeniaAccount in the same namespace; to use the account named default, remove"
            + " accountRef");
  }

  private void managedFields(VoiceAssistantSpec spec) {
    List<Field> given =
        Stream.of(Field.values())
            .filter(field -> SpecReader.value(field, spec).isPresent())
            .toList();
    require(
        !given.isEmpty() || spec.promptFrom() != null || spec.phoneNumber() != null,
        "spec",
        NOTHING_MANAGED);
    given.forEach(
        field ->
            value(
                "spec." + field.specName(),
                field.type(),
                SpecReader.value(field, spec).orElseThrow()));
    require(
        spec.prompt() == null || spec.promptFrom() == null,
        "spec",
        "give at most one of prompt and promptFrom");
    require(
        spec.numberId() == null || spec.phoneNumber() == null,
        "spec",
        "give at most one of numberId and phoneNumber");
    phoneNumber(spec.phoneNumber());
  }

  private void phoneNumber(@Nullable String text) {
    if (text == null || PhoneNumber.of(text).isPresent()) {
      return;
    }
    require(
        false,
        "spec.phoneNumber",
        "must be in E.164 form: a plus sign, the country code and the rest, 7 to 15 digits and"
            + " nothing else"
            + PhoneNumber.read(text)
                .map(meant -> ": write " + meant)
                .orElse(", such as +493012345678"));
  }

  private void value(String path, FieldType type, Value value) {
    switch (type) {
      case FieldType.Text(int maxLength) -> text(path, ((Value.Text) value).text(), maxLength);
      case FieldType.WholeNumber(long min, long max) -> {
        long number = ((Value.WholeNumber) value).value();
        require(number >= min && number <= max, path, "must be between " + min + " and " + max);
      }
      case FieldType.Single _ -> component(path, (Component) value);
      case FieldType.ListOf _ -> fallbacks(path, ((Value.Fallbacks) value).items());
    }
  }

  private void text(String path, String text, int maxLength) {
    require(!text.isBlank(), path, "must not be blank; remove it to leave it unmanaged");
    require(
        isAtMost(maxLength, text),
        path,
        "must have at most " + maxLength + " characters; shorten it");
  }

  /** In code points, as the API server counts. */
  private static boolean isAtMost(int maxLength, String text) {
    return text.codePointCount(0, text.length()) <= maxLength;
  }

  private void fallbacks(String path, List<? extends Component> items) {
    int max = FieldType.ListOf.MAX_ITEMS;
    require(items.size() <= max, path, "must have at most " + max + " items; remove some");
    for (int i = 0; i < Math.min(items.size(), max); i++) {
      fallback(path + "[" + i + "]", items.get(i));
    }
  }

  private void fallback(String path, Component item) {
    require(
        item.provider().isPresent(),
        path,
        "a fallback must be complete; add provider and the keys that it needs");
    component(path, item);
  }

  private void component(String path, Component component) {
    var keys = component.keys().values();
    require(!keys.isEmpty(), path, "must have at least one key; add one, or remove it");
    require(
        keys.stream().noneMatch(String::isBlank),
        path,
        "keys must not be blank; remove the keys that are not managed");
    require(
        keys.stream().allMatch(key -> isAtMost(MAX_KEY, key)),
        path,
        "keys must have at most " + MAX_KEY + " characters; shorten them");
    component
        .provider()
        .flatMap(provider -> ProviderRule.find(component.type(), provider))
        .ifPresent(
            rule -> rule.violations(component).forEach(message -> require(false, path, message)));
  }

  private void resyncInterval(@Nullable String interval) {
    require(
        interval == null || ResyncInterval.parse(interval).isPresent(),
        "spec.resyncInterval",
        "must be a duration of at least 10s, such as 90s, 5m or 1h30m");
  }
}
