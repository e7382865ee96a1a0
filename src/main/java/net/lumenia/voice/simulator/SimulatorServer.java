package net.lumenia.voice.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import net.lumenia.voice.simulator.control.ControlApi;
import net.lumenia.voice.simulator.exchange.Request;
import net.lumenia.voice.simulator.exchange.Response;
import net.lumenia.voice.simulator.http.HttpServer;
import net.lumenia.voice.simulator.http.Received;
import net.lumenia.voice.simulator.http.Reply;
import net.lumenia.voice.simulator.state.SimulatorState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the API, and the control endpoints on the loopback interface, on one socket. */
final class SimulatorServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SimulatorServer.class);

  private final HttpServer http;
  private final LoggedApi api;
  private final ControlApi control;

  SimulatorServer(InetSocketAddress address, SimulatorState state) throws IOException {
    this.api = new LoggedApi(state);
    this.control = new ControlApi(state);
    this.http = HttpServer.start(address, this::handle);
  }

  InetSocketAddress address() {
    return http.address();
  }

  private Reply handle(Received received) throws InterruptedException {
    Request request = Request.of(received);
    try {
      return switch (request.segments().getFirst()) {
        case "_control" -> control(received.local(), request).message();
        default -> api.handle(request);
      };
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      return Response.error(500, "the simulator failed, see its log: " + e).message();
    }
  }

  /** The control endpoints have no authentication. */
  private Response control(boolean local, Request request) {
    return local
        ? control.handle(request)
        : Response.error(403, "control endpoints answer only on the loopback interface");
  }

  /** Stops immediately. Delayed responses are not sent. */
  @Override
  public void close() {
    http.close();
  }
}
