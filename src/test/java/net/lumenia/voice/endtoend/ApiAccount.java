package net.lumenia.voice.endtoend;

import com.fasterxml.jackson.databind.node.ObjectNode;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.InjectedFault;

/** An account at the API; the LumeniaAccount and the Secret have the same name. */
record ApiAccount(String name, String id, String token, Simulator simulator, Reach reach) {

  void openAtApi() {
    simulator.addToken(id, token);
  }

  void addWorkspace(String workspace, ObjectNode assistant) {
    simulator.account(id).addWorkspace(workspace, assistant);
  }

  ObjectNode assistant(String workspace) {
    return simulator.account(id).assistant(workspace);
  }

  Traffic traffic() {
    return new Traffic(simulator);
  }

  /** Makes the LumeniaAccount and the Secret. */
  void applyTo(Cluster cluster) {
    cluster.applySecret(name, token);
    cluster.apply(
        """
        apiVersion: voice.lumenia.net/v1alpha1
        kind: LumeniaAccount
        metadata: {name: %s}
        spec:
          accountId: %s
          tokenSecretRef: {name: %s}
          requestsPerMinute: 60000
          baseUrl: %s
        """
            .formatted(name, id, name, simulator.baseUrl()));
  }

  /** Injects a fault, as far as it may reach. */
  InjectedFault inject(Fault fault, String workspace) {
    return simulator.inject(
        switch (reach) {
          case WORKSPACE -> fault.in(workspace);
          case ACCOUNT -> fault.inAccount(id);
          case API -> fault;
        });
  }
}
