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
  Response list() {
    ObjectNode json = StrictJson.object();
    ArrayNode list = json.putArray("faults");
    faults.all().forEach(fault -> list.add(FaultJson.write(fault)));
    return Response.ok(json);
  }

  Response inject(Request request) throws JsonProcessingException {
    Fault fault = FaultJson.read(request.body().as(ObjectNode.class));
    return Response.ok(FaultJson.write(faults.inject(fault)));
  }

  Response remove(Request request) {
    faults.remove(request.segments().get(2));
    return list();
  }

  Response clear() {
    faults.clear();
    return list();
  }
}
