package net.lumenia.voice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
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

  Api(State state, Authentication authentication) {
    this.state = state;
    this.authentication = authentication;
  }

  Answer answer(Request request) {
    return switch (request.method() + " " + template(request.segments())) {
      case "GET api/v1/auth" -> auth(request);
      case "GET api/v1/voice-integration/catalog" -> catalog(request);
      case "GET api/v1/workspace/{slug}/voice-integration/assistant" -> show(request);
      case "PATCH api/v1/workspace/{slug}/voice-integration/assistant" -> patch(request);
      case "POST api/v1/workspace/{slug}/voice-integration" -> provision(request);
      default -> Answer.refused(404, "cannot %s %s".formatted(request.method(), request.path()));
    };
  }

  private static String template(List<String> path) {
    List<String> parts = new ArrayList<>(path);
    if (parts.size() > 3 && parts.get(2).equals("workspace")) {
      parts.set(3, "{slug}");
    }
    return String.join("/", parts);
  }

  /** "Bearer only." */
  private Answer auth(Request request) {
    return authentication.authenticated(
        request, _ -> Answer.ok(Json.object().put("authenticated", true)));
  }

  private Answer catalog(Request request) {
    return authentication.inAccount(request, _ -> Answer.ok(state.catalog().tree()));
  }

  private Answer show(Request request) {
    return inWorkspace(
        request,
        (_, workspace) ->
            workspace.assistant().map(stored -> shown(workspace, stored)).orElseGet(this::absent));
  }

  private Answer shown(Workspace workspace, ObjectNode stored) {
    Settings settings = state.settings();
    ObjectNode assistant = Rendering.render(stored, settings);
    ObjectNode answer = settings.bare() ? assistant : Json.object().put("success", true);
    answer.put("slug", workspace.slug()).put("originalSlug", workspace.name());
    return Answer.ok(settings.bare() ? answer : answer.set("assistant", assistant));
  }

  private Answer patch(Request request) {
    return inWorkspace(
        request,
        (account, workspace) ->
            workspace.assistant().isEmpty()
                ? absent()
                : change(account, workspace, request, BodyRules::ofPatch));
  }

  /** The page of this call is not known: a body is not required, and its rules are PATCH's. */
  private Answer provision(Request request) {
    return inWorkspace(
        request,
        (account, workspace) -> {
          if (workspace.assistant().isPresent()) {
            return Answer.refused(400, "the voice integration is already provisioned");
          }
          if (request.body() instanceof Body.None) {
            account.put(workspace, Json.object());
            return updated(Json.object());
          }
          return change(account, workspace, request, BodyRules::ofProvisioning);
        });
  }

  private Answer change(
      Account account,
      Workspace workspace,
      Request request,
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
            ? answer(update(account, workspace, body))
            : Answer.refused(problems);
      }
    };
  }

  private Update update(Account account, Workspace workspace, JsonNode body) {
    return account.update(
        workspace,
        stored ->
            Update.decide(
                stored, body, state.catalog(), number -> account.numberProblem(workspace, number)));
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
    return Answer.ok(Json.object().put("success", true).set("assistant", shown));
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
