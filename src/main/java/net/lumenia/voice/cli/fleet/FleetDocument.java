package net.lumenia.voice.cli.fleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import net.lumenia.voice.crd.VoiceAssistant;

/** The fleet for programs. */
public final class FleetDocument {

  private FleetDocument() {}

  /** All assistants. */
  public static ObjectNode of(List<VoiceAssistant> assistants) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schemaVersion", 1);
    var all = document.putArray("assistants");
    assistants.forEach(one -> all.add(of(one)));
    document.putArray("warnings");
    document.putArray("errors");
    return document;
  }

  /** One assistant: what the table shows, and its status. */
  public static ObjectNode of(VoiceAssistant assistant) {
    AssistantRow row = AssistantRow.of(assistant);
    ObjectNode one = JsonNodeFactory.instance.objectNode();
    one.put("namespace", row.namespace());
    one.put("name", row.name());
    one.put("ready", row.readiness().status());
    one.put("reason", row.readiness().reason());
    one.put("message", row.readiness().message());
    one.put("workspace", row.workspace());
    one.put("mode", row.mode());
    if (!row.plan().isEmpty()) {
      one.put("waitingPlan", row.plan());
    }
    one.put("drift", row.drift());
    row.created().ifPresent(time -> one.put("created", time.toString()));
    if (assistant.getStatus() != null) {
      one.set("status", assistant.getStatus().json());
    }
    return one;
  }
}
