package net.lumenia.voice.review;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.crd.VoiceAssistantSpec;
import net.lumenia.voice.manifest.ManifestAccount;
import net.lumenia.voice.manifest.ManifestAssistant;
import net.lumenia.voice.manifest.ManifestProblem;
import net.lumenia.voice.manifest.Source;
import net.lumenia.voice.plan.History;
import net.lumenia.voice.plan.Plan;
import net.lumenia.voice.plan.Planner;
import net.lumenia.voice.plan.SendRules;
import net.lumenia.voice.plan.Violation;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.spec.SchemaRules;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;
import net.lumenia.voice.spec.WorkspaceHint;

/** Checks what one manifest says, with the operator's own rules. */
public final class ManifestCheck {

  private static final LiveAssistant UNKNOWN = new LiveAssistant(Map.of());

  private ManifestCheck() {}

  /** What an API server or the operator would refuse; empty if the spec is valid. */
  public static List<ManifestProblem> spec(ManifestAssistant assistant) {
    Decoded<VoiceAssistantSpec> decoded = assistant.resource().decodeSpec();
    Stream<Violation> read =
        SpecReader.read(decoded) instanceof SpecReading.Unusable(List<Violation> violations)
            ? violations.stream()
            : Stream.empty();
    Stream<Violation> schema =
        decoded instanceof Decoded.Valid<VoiceAssistantSpec>(VoiceAssistantSpec spec)
                && spec.workspace() != null
            ? SchemaRules.violations(spec).stream()
            : Stream.empty();
    return problems(Stream.concat(read, schema), assistant.source());
  }

  /** What an API server would refuse in an account. */
  public static List<ManifestProblem> spec(ManifestAccount account) {
    return switch (account.resource().decodeSpec()) {
      case Decoded.Invalid<LumeniaAccountSpec>(String path, String problem) ->
          List.of(account.source().problem(path, problem));
      case Decoded.Valid<LumeniaAccountSpec>(LumeniaAccountSpec spec) ->
          problems(SchemaRules.violations(spec).stream(), account.source());
    };
  }

  /** The content of a valid spec, without a prompt from a ConfigMap. */
  public static DesiredState desired(ManifestAssistant valid) {
    return switch (SpecReader.read(valid.resource().decodeSpec())) {
      case SpecReading.Usable(DesiredState state) -> state;
      case SpecReading.Unusable(List<Violation> violations) ->
          throw new IllegalArgumentException(violations.toString());
    };
  }

  /** The phone number in a valid spec, without reading the rest of it again. */
  static Optional<PhoneNumber> phoneNumber(ManifestAssistant valid) {
    return valid.resource().decodeSpec()
            instanceof Decoded.Valid<VoiceAssistantSpec>(VoiceAssistantSpec spec)
        ? Optional.ofNullable(spec.phoneNumber()).flatMap(PhoneNumber::of)
        : Optional.empty();
  }

  /**
   * What the catalog does not allow, whatever is live: the plan for an assistant of which nothing
   * is known.
   */
  public static List<ManifestProblem> catalog(ManifestAssistant valid, Catalog catalog) {
    Plan plan =
        Planner.plan(
            desired(valid).config(),
            UNKNOWN,
            History.NONE,
            Optional.of(catalog),
            SendRules.DEFAULT);
    return plan instanceof Plan.Invalid invalid
        ? problems(invalid.violations().stream(), valid.source())
        : List.of();
  }

  /** What may be the reason that the API does not find the workspace. */
  public static Optional<String> warning(ManifestAssistant assistant) {
    return WorkspaceHint.of(assistant.resource().decodeSpec())
        .map(hint -> assistant.source().problem("spec.workspace", hint).toString());
  }

  static List<ManifestProblem> problems(Stream<Violation> violations, Source source) {
    return violations.map(violation -> problem(violation, source)).toList();
  }

  private static ManifestProblem problem(Violation violation, Source source) {
    return source.problem(violation.path(), violation.message());
  }
}
