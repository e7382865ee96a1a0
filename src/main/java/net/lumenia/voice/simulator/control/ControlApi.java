package net.lumenia.voice.simulator.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import net.lumenia.voice.simulator.exchange.Request;
import net.lumenia.voice.simulator.exchange.Response;
import net.lumenia.voice.simulator.faults.JsonProblem;
import net.lumenia.voice.simulator.state.SimulatorState;

/**
 * The endpoints under {@code /_control}, which the real API does not have. They need no
 * authentication and are not logged.
 */
public final class ControlApi {

  private final WorkspaceControl workspaces;
  private final RequestControl requests;
  private final SettingsControl settings;
  private final FaultControl faults;

  public ControlApi(SimulatorState state) {
    this.workspaces = new WorkspaceControl(state);
    this.requests = new RequestControl(state);
    this.settings = new SettingsControl(state);
    this.faults = new FaultControl(state);
  }

  public Response handle(Request request) {
    try {
      return route(request);
    } catch (JsonProcessingException e) {
      return Response.error(400, JsonProblem.describe(e));
    } catch (IllegalArgumentException e) {
      return Response.error(400, String.valueOf(e.getMessage()));
    } catch (NoSuchElementException e) {
      return Response.error(404, String.valueOf(e.getMessage()));
    }
  }

  private Response route(Request request) throws JsonProcessingException {
    return switch (request.method() + " " + template(request.segments())) {
      case "GET workspaces" -> workspaces.list(request);
      case "POST workspaces" -> workspaces.create(request);
      case "DELETE workspaces/{}" -> workspaces.delete(request);
      case "GET workspaces/{}/assistant" -> workspaces.assistant(request);
      case "PATCH workspaces/{}/assistant" -> workspaces.edit(request);
      case "PUT workspaces/{}/assistant" -> workspaces.replace(request);
      case "GET numbers" -> workspaces.numbers(request);
      case "POST numbers" -> workspaces.addNumbers(request);
      case "GET requests" -> requests.list(request);
      case "GET requests/counts" -> requests.counts();
      case "DELETE requests" -> requests.clear();
      case "GET settings" -> settings.show();
      case "PATCH settings" -> settings.change(request);
      case "PUT settings" -> settings.replace(request);
      case "GET faults" -> faults.list();
      case "POST faults" -> faults.inject(request);
      case "DELETE faults" -> faults.clear();
      case "DELETE faults/{}" -> faults.remove(request);
      case "GET catalog" -> settings.catalog();
      case "PUT catalog" -> settings.replaceCatalog(request);
      case "GET tokens" -> settings.tokens();
      case "POST tokens" -> settings.addToken(request);
      case "DELETE tokens/{}" -> settings.revokeToken(request);
      default ->
          throw new NoSuchElementException(
              "no control endpoint %s %s".formatted(request.method(), request.path()));
    };
  }

  private static String template(List<String> path) {
    List<String> parts = new ArrayList<>(path.subList(1, path.size()));
    if (parts.size() > 1 && !parts.getFirst().equals("requests")) {
      parts.set(1, "{}");
    }
    return String.join("/", parts);
  }
}
