package net.lumenia.voice.endtoend;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.faults.InjectedFault;
import net.lumenia.voice.simulator.state.LoggedRequest;

/**
 * What the operator has sent, as the simulator's log tells it: what is not answered is not yet in.
 */
public record Traffic(Simulator simulator) {

  /** The PATCHes of a workspace's assistant, oldest first, whatever they were answered. */
  public List<LoggedRequest> patches(String workspace) {
    return simulator.patches(workspace);
  }

  /** The bodies of these PATCHes. */
  public List<JsonNode> bodies(String workspace) {
    return patches(workspace).stream().map(LoggedRequest::body).toList();
  }

  /** How often a workspace's assistant was read. */
  public long looks(String workspace) {
    return count("GET", Set.of(workspace)).getOrDefault(workspace, 0L);
  }

  /** How many requests of a method each workspace had; those without any are left out. */
  public Map<String, Long> count(String method, Collection<String> workspaces) {
    return simulator.requests().stream()
        .filter(request -> request.method().equals(method))
        .map(LoggedRequest::workspace)
        .filter(workspaces::contains)
        .collect(groupingBy(workspace -> workspace, counting()));
  }

  /** The requests that a fault has struck. */
  List<LoggedRequest> struckBy(InjectedFault fault) {
    return simulator.requests().stream()
        .filter(request -> request.faults().contains(fault.id()))
        .toList();
  }

  /** The requests for an account, those for its key and catalogue included, oldest first. */
  public List<LoggedRequest> ofAccount(String accountId) {
    return simulator.requests().stream()
        .filter(request -> request.account().equals(accountId))
        .toList();
  }
}
