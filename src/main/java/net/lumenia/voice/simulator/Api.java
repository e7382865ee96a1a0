package net.lumenia.voice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import net.lumenia.voice.simulator.exchange.Request;
import net.lumenia.voice.simulator.exchange.RequestBody;
import net.lumenia.voice.simulator.exchange.Response;
import net.lumenia.voice.simulator.exchange.Route;
import net.lumenia.voice.simulator.exchange.Slug;
import net.lumenia.voice.simulator.exchange.StrictJson;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.RequestFaults;
import net.lumenia.voice.simulator.rules.BodyRules;
import net.lumenia.voice.simulator.rules.Update;
import net.lumenia.voice.simulator.state.Account;
import net.lumenia.voice.simulator.state.Settings;
import net.lumenia.voice.simulator.state.SimulatorState;
import net.lumenia.voice.simulator.state.Workspace;

/**
 * The endpoints under {@code /api/v1}. Errors have the status codes of the contract: 400, 403, 404.
 */
final class Api {

  private final SimulatorState state;
  private final Authentication authentication;
  private final AssistantWriter writer;

  Api(SimulatorState state, Authentication authentication) {
    this.state = state;
    this.authentication = authentication;
    this.writer = new AssistantWriter(state);
  }

  /**
   * @param faults those that change how the request is processed
   */
  Response handle(Request request, RequestFaults faults) {
    return switch (request.method() + " " + request.endpoint().map(Route::name).orElse("")) {
      case "GET AUTH" -> auth(request);
      case "GET CATALOG" -> catalog(request);
      case "GET ASSISTANT" -> show(request, faults);
      case "PATCH ASSISTANT" -> patch(request, faults);
      case "POST PROVISIONING" -> provision(request, faults);
      case "GET NUMBERS" -> numbers(request);
      default -> Response.error(404, "cannot %s %s".formatted(request.method(), request.path()));
    };
  }

  /** The only endpoint without {@code X-Account-Id}. */
  private Response auth(Request request) {
    return authentication.authenticated(
        request, _ -> Response.ok(StrictJson.object().put("authenticated", true)));
  }

  private Response catalog(Request request) {
    return authentication.inAccount(request, _ -> Response.ok(state.catalog().tree()));
  }

  private Response numbers(Request request) {
    Optional<String> page = Optional.ofNullable(request.query().get("page"));
    if (page.filter(number -> !number.matches("[1-9][0-9]{0,5}")).isPresent()) {
      return Response.error(400, "page must be a number from 1");
    }
    return authentication.inAccount(
        request,
        account ->
            Response.ok(
                NumberRenderer.render(account.numbers(), state.settings().numberShape(), page)));
  }

  private Response show(Request request, RequestFaults faults) {
    return inWorkspace(
        request,
        (_, workspace) ->
            workspace
                .assistant()
                .map(stored -> response(workspace, visible(workspace, stored, faults)))
                .orElseGet(this::absent));
  }

  /** The stored assistant, or an earlier version if a fault makes the read stale. */
  private ObjectNode visible(Workspace workspace, ObjectNode stored, RequestFaults faults) {
    return faults
        .first(FaultKind.Stale.class)
        .flatMap(stale -> workspace.history().staleAt(state.clock().instant(), stale))
        .orElse(stored);
  }

  private Response response(Workspace workspace, ObjectNode stored) {
    Settings settings = state.settings();
    ObjectNode assistant = AssistantRenderer.render(stored, settings);
    ObjectNode body = settings.bare() ? assistant : StrictJson.object().put("success", true);
    body.put("slug", workspace.slug()).put("originalSlug", workspace.name());
    return Response.ok(settings.bare() ? body : body.set("assistant", assistant));
  }

  private Response patch(Request request, RequestFaults faults) {
    return inWorkspace(
        request,
        (account, workspace) ->
            workspace.assistant().isEmpty()
                ? absent()
                : change(account, workspace, request, faults, BodyRules::ofPatch));
  }

  /** The contract does not describe this call. The body is optional and has the rules of PATCH. */
  private Response provision(Request request, RequestFaults faults) {
    return inWorkspace(
        request,
        (account, workspace) -> {
          if (workspace.assistant().isPresent()) {
            return response(Update.Rejected.ALREADY_PROVISIONED);
          }
          if (request.body() instanceof RequestBody.None) {
            return response(account.update(workspace, Update.Accepted::new));
          }
          return change(account, workspace, request, faults, BodyRules::ofProvisioning);
        });
  }

  private Response change(
      Account account,
      Workspace workspace,
      Request request,
      RequestFaults faults,
      Function<JsonNode, List<String>> structure) {
    if (!hasJsonContentType(request)) {
      return Response.error(400, "Content-Type: application/json is required");
    }
    return switch (request.body()) {
      case RequestBody.None() -> Response.error(400, "the body must be a JSON object; it is empty");
      case RequestBody.Malformed(String _, String why) -> Response.error(400, "the body is " + why);
      case RequestBody.Parsed(JsonNode body) -> {
        List<String> problems = structure.apply(body);
        yield problems.isEmpty()
            ? response(writer.update(account, workspace, body, faults))
            : Response.error(problems);
      }
    };
  }

  private Response response(Update update) {
    return switch (update) {
      case Update.Accepted(ObjectNode assistant) -> updated(assistant);
      case Update.Rejected(List<String> problems) -> Response.error(problems);
    };
  }

  private Response updated(ObjectNode assistant) {
    Settings settings = state.settings();
    ObjectNode shown =
        settings.emptyPatchAnswer()
            ? StrictJson.object()
            : AssistantRenderer.render(assistant, settings);
    return Response.ok(StrictJson.object().put("success", true).set("assistant", shown))
        .withApplied();
  }

  private Response inWorkspace(Request request, BiFunction<Account, Workspace, Response> then) {
    String slug = request.segments().get(3);
    return authentication.inAccount(
        request,
        account ->
            account
                .bySlug(slug)
                .map(workspace -> then.apply(account, workspace))
                .orElseGet(() -> unknown(account, slug)));
  }

  /** Adds a hint if the path has the name instead of the slug, the most common mistake. */
  private Response unknown(Account account, String slug) {
    String message = "no workspace with slug \"%s\" in this account".formatted(slug);
    Optional<String> meant =
        List.of(Slug.of(slug), slug.toLowerCase(Locale.ROOT)).stream()
            .filter(candidate -> account.bySlug(candidate).isPresent())
            .findFirst();
    return Response.error(
        404,
        meant
            .map(
                candidate ->
                    "%s; the slug is the lowercase hex of the name: \"%s\""
                        .formatted(message, candidate))
            .orElse(message));
  }

  private Response absent() {
    return Response.error(404, "the workspace has no voice integration; provision it first");
  }

  private static boolean hasJsonContentType(Request request) {
    return request
        .header("Content-Type")
        .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter("application/json"::equals)
        .isPresent();
  }
}
