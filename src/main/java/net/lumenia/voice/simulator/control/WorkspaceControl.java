package net.lumenia.voice.simulator.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import net.lumenia.voice.simulator.exchange.Request;
import net.lumenia.voice.simulator.exchange.Response;
import net.lumenia.voice.simulator.exchange.StrictJson;
import net.lumenia.voice.simulator.state.Account;
import net.lumenia.voice.simulator.state.SimulatorState;
import net.lumenia.voice.simulator.state.Workspace;
import org.jspecify.annotations.Nullable;

/** Workspaces, assistants and phone numbers of the default account or of {@code ?account=UUID}. */
final class WorkspaceControl {

  /** Either {@code name}, or {@code count} and {@code prefix} for prefix1, prefix2 and so on. */
  record NewWorkspaces(
      @Nullable String name,
      int count,
      @Nullable String prefix,
      @Nullable ObjectNode assistant,
      @Nullable Boolean provisioned) {

    List<String> names() {
      if (name != null && !name.isEmpty() && count == 0) {
        return List.of(name);
      }
      if (name == null && count > 0 && prefix != null && !prefix.isEmpty()) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
      }
      throw new IllegalArgumentException("either name, or count and prefix are required");
    }

    Optional<ObjectNode> initial() {
      if (provisioned == null || provisioned) {
        return Optional.of(assistant == null ? StrictJson.object() : assistant);
      }
      if (assistant == null) {
        return Optional.empty();
      }
      throw new IllegalArgumentException("assistant: only for a provisioned workspace");
    }
  }

  record NewNumbers(List<Long> ids) {

    NewNumbers {
      Objects.requireNonNull(ids, "ids: is required");
    }
  }

  private final SimulatorState state;

  WorkspaceControl(SimulatorState state) {
    this.state = state;
  }

  Response list(Request request) {
    ObjectNode json = StrictJson.object();
    ArrayNode list = json.putArray("workspaces");
    account(request).workspaces().forEach(workspace -> list.add(json(workspace)));
    return Response.ok(json);
  }

  /** Existing workspaces stay unchanged, so that a demo can start twice. */
  Response create(Request request) throws JsonProcessingException {
    NewWorkspaces wanted = request.body().as(NewWorkspaces.class);
    ObjectNode json = StrictJson.object();
    ArrayNode list = json.putArray("workspaces");
    for (String name : wanted.names()) {
      list.add(json(account(request).add(Workspace.with(name, wanted.initial()))));
    }
    return Response.ok(json);
  }

  Response delete(Request request) {
    account(request).removeWorkspace(name(request));
    return Response.ok(StrictJson.object());
  }

  Response assistant(Request request) {
    return Response.ok(account(request).assistant(name(request)));
  }

  Response edit(Request request) throws JsonProcessingException {
    account(request).edit(name(request), request.body().as(ObjectNode.class));
    return assistant(request);
  }

  Response replace(Request request) throws JsonProcessingException {
    account(request).replace(name(request), request.body().as(ObjectNode.class));
    return assistant(request);
  }

  Response numbers(Request request) {
    ObjectNode json = StrictJson.object();
    ArrayNode list = json.putArray("numbers");
    account(request)
        .numbers()
        .forEach(
            (id, workspace) -> {
              ObjectNode number = list.addObject().put("id", id);
              workspace.ifPresent(name -> number.put("workspace", name));
            });
    return Response.ok(json);
  }

  Response addNumbers(Request request) throws JsonProcessingException {
    account(request).addNumbers(request.body().as(NewNumbers.class).ids());
    return numbers(request);
  }

  private Account account(Request request) {
    String id = request.query().get("account");
    return id == null ? state.defaultAccount() : state.accounts().account(id);
  }

  private static String name(Request request) {
    return request.segments().get(2);
  }

  private static ObjectNode json(Workspace workspace) {
    return StrictJson.object()
        .put("name", workspace.name())
        .put("slug", workspace.slug())
        .put("provisioned", workspace.assistant().isPresent());
  }
}
