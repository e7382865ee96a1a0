package net.lumenia.voice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The endpoints under {@code /api/v1}. Errors have the codes that the page lists: 400, 403, 404.
 */
final class Api {

  private final State state;
  private final Authentication authentication;
  private final Storing storing;

  Api(State state, Authentication authentication) {
    this.state = state;
    this.authentication = authentication;
    this.storing = new Storing(state);
  }

  /**
   * @param strikes the faults, for those within the work
   */
  Answer answer(Request request, Strikes strikes) {
    return switch (request.method() + " " + request.endpoint().map(Endpoint::name).orElse("")) {
      case "GET AUTH" -> auth(request);
      case "GET CATALOG" -> catalog(request);
      case "GET ASSISTANT" -> show(request, strikes);
      case "PATCH ASSISTANT" -> patch(request, strikes);
      case "POST PROVISIONING" -> provision(request, strikes);
      default -> Answer.refused(404, "cannot %s %s".formatted(request.method(), request.path()));
    };
  }

  /** "Bearer only." */
  private Answer auth(Request request) {
    return authentication.authenticated(
        request, _ -> Answer.ok(Json.object().put("authenticated", true)));
  }

  private Answer catalog(Request request) {
    return authentication.inAccount(request, _ -> Answer.ok(state.catalog().tree()));
  }

  private Answer show(Request request, Strikes strikes) {
    return inWorkspace(
        request,
        (_, workspace) ->
            workspace
                .assistant()
                .map(stored -> shown(workspace, seen(workspace, stored, strikes)))
                .orElseGet(this::absent));
  }

  /** What a read sees: what is stored, unless it is a stale one. */
  private ObjectNode seen(Workspace workspace, ObjectNode stored, Strikes strikes) {
    return strikes
        .first(FaultKind.Stale.class)
        .flatMap(stale -> stale.of(workspace.history(), state.clock().instant()))
        .orElse(stored);
  }

  private Answer shown(Workspace workspace, ObjectNode stored) {
    Settings settings = state.settings();
    ObjectNode assistant = Rendering.render(stored, settings);
    ObjectNode answer = settings.bare() ? assistant : Json.object().put("success", true);
    answer.put("slug", workspace.slug()).put("originalSlug", workspace.name());
    return Answer.ok(settings.bare() ? answer : answer.set("assistant", assistant));
  }

  private Answer patch(Request request, Strikes strikes) {
    return inWorkspace(
        request,
        (account, workspace) ->
            workspace.assistant().isEmpty()
                ? absent()
                : change(account, workspace, request, strikes, BodyRules::ofPatch));
  }

  /** The page of this call is not known: a body is not required, and its rules are PATCH's. */
  private Answer provision(Request request, Strikes strikes) {
    return inWorkspace(
        request,
        (account, workspace) -> {
          if (workspace.assistant().isPresent()) {
            return Answer.refused(400, "the voice integration is already provisioned");
          }
          if (request.body() instanceof Body.None) {
            account.provision(workspace, Json.object());
            return updated(Json.object());
          }
          return change(account, workspace, request, strikes, BodyRules::ofProvisioning);
        });
  }

  private Answer change(
      Account account,
      Workspace workspace,
      Request request,
      Strikes strikes,
      Function<JsonNode, List<String>> structure) {
    if (!hasJsonContentType(request)) {
      return Answer.refused(400, "Content-Type: application/json is required");
    }
    return switch (request.body()) {
      case Body.None() -> Answer.refused(400, "the body must be a JSON object; it is empty");
      case Body.Malformed(String _, String why) -> Answer.refused(400, "the body is " + why);
      case Body.Parsed(JsonNode body) -> {
        List<String> problems = structure.apply(body);
        yield problems.isEmpty()
            ? answer(storing.update(account, workspace, body, strikes))
            : Answer.refused(problems);
      }
    };
  }

  private Answer answer(Update update) {
    return switch (update) {
      case Update.Accepted(ObjectNode assistant) -> updated(assistant);
      case Update.Refused(List<String> problems) -> Answer.refused(problems);
    };
  }

  private Answer updated(ObjectNode assistant) {
    Settings settings = state.settings();
    ObjectNode shown =
        settings.emptyPatchAnswer() ? Json.object() : Rendering.render(assistant, settings);
    return Answer.ok(Json.object().put("success", true).set("assistant", shown)).withApplied();
  }

  private Answer inWorkspace(Request request, BiFunction<Account, Workspace, Answer> then) {
    String slug = request.segments().get(3);
    return authentication.inAccount(
        request,
        account ->
            account
                .bySlug(slug)
                .map(workspace -> then.apply(account, workspace))
                .orElseGet(() -> unknown(account, slug)));
  }

  /** Says so when the path has a name where the slug belongs, the most common mistake. */
  private Answer unknown(Account account, String slug) {
    String message = "no workspace with slug \"%s\" in this account".formatted(slug);
    Optional<String> meant =
        List.of(Slug.of(slug), slug.toLowerCase(Locale.ROOT)).stream()
            .filter(candidate -> account.bySlug(candidate).isPresent())
            .findFirst();
    return Answer.refused(
        404,
        meant
            .map(
                candidate ->
                    "%s; slugs are the lower-case hex of the name: \"%s\""
                        .formatted(message, candidate))
            .orElse(message));
  }

  private Answer absent() {
    return Answer.refused(404, "the workspace has no voice integration; provision it first");
  }

  private static boolean hasJsonContentType(Request request) {
    return request
        .header("Content-Type")
        .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter("application/json"::equals)
        .isPresent();
  }
}
