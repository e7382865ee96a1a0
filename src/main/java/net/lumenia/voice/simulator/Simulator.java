package net.lumenia.voice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.InjectedFault;
import net.lumenia.voice.simulator.rules.CatalogDocument;
import net.lumenia.voice.simulator.state.Account;
import net.lumenia.voice.simulator.state.LoggedRequest;
import net.lumenia.voice.simulator.state.Settings;
import net.lumenia.voice.simulator.state.SimulatorState;

/**
 * A simulator of the Lumenia API on a real socket. It follows the published contract strictly and
 * has settings for what the contract does not specify. Demos start it by {@code voice-operator
 * simulate}; tests start it in their own process. Thread-safe.
 *
 * <p>Methods with the name of a workspace refer to the default account; {@link #account(String)}
 * has the same methods for other accounts.
 */
public final class Simulator implements AutoCloseable {

  private final SimulatorState state;
  private final SimulatorServer server;

  private Simulator(SimulatorState state, SimulatorServer server) {
    this.state = state;
    this.server = server;
  }

  /**
   * Starts listening.
   *
   * @throws UncheckedIOException if the simulator cannot listen on the address
   * @throws IllegalArgumentException if the account id is not a UUID or the token not a bearer
   *     token
   */
  public static Simulator start(SimulatorOptions options) {
    return start(options, Clock.systemUTC());
  }

  /**
   * Starts listening.
   *
   * @param clock the time for the end of faults and for stale reads
   */
  static Simulator start(SimulatorOptions options, Clock clock) {
    SimulatorState state = options.initialState(clock);
    try {
      InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
      return new Simulator(state, new SimulatorServer(address, state));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on %s:%d: %s".formatted(options.host(), options.port(), e.getMessage()),
          e);
    }
  }

  /** Such as {@code http://127.0.0.1:8090}, without a trailing slash. */
  public URI baseUrl() {
    InetSocketAddress address = server.address();
    String host = address.getAddress().getHostAddress();
    return URI.create(
        "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, address.getPort()));
  }

  /**
   * The account with this UUID; creates it if necessary. {@link #addToken} gives a token access.
   */
  public Account account(String accountId) {
    return state.accounts().account(accountId);
  }

  /** The default account. */
  public Account account() {
    return state.defaultAccount();
  }

  public void addWorkspace(String name) {
    account().addWorkspace(name);
  }

  public void addWorkspace(String name, ObjectNode assistant) {
    account().addWorkspace(name, assistant);
  }

  public ObjectNode assistant(String name) {
    return account().assistant(name);
  }

  /** Changes an assistant outside the API; see {@link Account#edit}. */
  public void edit(String name, ObjectNode mergePatch) {
    account().edit(name, mergePatch);
  }

  /** Gives a token access to an account. A token can have several accounts. */
  public void addToken(String accountId, String token) {
    state.accounts().add(accountId, token);
  }

  /** Moves the access of the old token to the new one. The old token gets 403. */
  public void rotateToken(String oldToken, String newToken) {
    state.accounts().rotate(oldToken, newToken);
  }

  public void revokeToken(String token) {
    state.accounts().revoke(token);
  }

  public Settings settings() {
    return state.settings();
  }

  /** Changes settings, such as {@code settings(now -> now.withShape(ResponseShape.NESTED))}. */
  public void settings(UnaryOperator<Settings> change) {
    state.settings(change);
  }

  /** Adds a fault to the active ones. */
  public InjectedFault inject(Fault fault) {
    return state.faults().inject(fault);
  }

  /** All faults in the order of injection, including the last hundred that ended. */
  public List<InjectedFault> faults() {
    return state.faults().all();
  }

  /** Ends a fault and removes it from the list. */
  public void remove(InjectedFault fault) {
    state.faults().remove(fault);
  }

  /** Ends and removes all faults. */
  public void clearFaults() {
    state.faults().clear();
  }

  /** Replaces the catalog, for example to retire a voice. */
  public void catalog(JsonNode catalog) {
    state.catalog(new CatalogDocument(catalog.deepCopy()));
  }

  /** A copy of the catalog. */
  public JsonNode catalog() {
    return state.catalog().tree().deepCopy();
  }

  /** The newest 10,000 requests, oldest first. */
  public List<LoggedRequest> requests() {
    return state.log().find(_ -> true);
  }

  /** The PATCH requests to a workspace in any account, with any status. */
  public List<LoggedRequest> patches(String name) {
    return state
        .log()
        .find(request -> request.method().equals("PATCH") && request.workspace().equals(name));
  }

  public void clearRequests() {
    state.log().clear();
  }

  @Override
  public void close() {
    server.close();
    state.reverts().close();
  }
}
