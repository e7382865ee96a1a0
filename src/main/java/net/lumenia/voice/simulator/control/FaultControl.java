package net.lumenia.voice.simulator.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.lumenia.voice.simulator.exchange.Request;
import net.lumenia.voice.simulator.exchange.Response;
import net.lumenia.voice.simulator.exchange.StrictJson;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultJson;
import net.lumenia.voice.simulator.faults.Faults;
import net.lumenia.voice.simulator.state.SimulatorState;

/** Lists, injects and removes faults. */
final class FaultControl {

  private final Faults faults;

  FaultControl(SimulatorState state) {
    this.faults = state.faults();
  }

  /** All faults, including ended ones that are not removed. */
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
