package net.lumenia.voice.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The faults. */
final class FaultControl {

  private final Faults faults;

  FaultControl(State state) {
    this.faults = state.faults();
  }

  /** Those that have come to their end are in the list too, until they are removed. */
  Answer list() {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("faults");
    faults.all().forEach(fault -> list.add(FaultJson.write(fault)));
    return Answer.ok(json);
  }

  Answer inject(Request request) throws JsonProcessingException {
    Fault fault = FaultJson.read(request.body().as(ObjectNode.class));
    return Answer.ok(FaultJson.write(faults.inject(fault)));
  }

  Answer remove(Request request) {
    faults.remove(request.segments().get(2));
    return list();
  }

  Answer clear() {
    faults.clear();
    return list();
  }
}
