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
 * The Lumenia API on a real socket, strict about the published contract, with everything that the
 * contract leaves open as a setting. For demos by {@code voice-operator simulate}, for tests inside
 * the test's own process. Thread-safe.
 *
 * <p>Methods that take a workspace's name mean the default account; other accounts have the same
 * methods: {@link #account(String)}.
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
   * @throws UncheckedIOException when the address cannot be listened on
   * @throws IllegalArgumentException when the account id is no UUID or the token no bearer token
   */
  public static Simulator start(SimulatorOptions options) {
    return start(options, Clock.systemUTC());
  }

  /**
   * @param clock tells when faults end and what was when
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

  /** The account with this UUID, made when it is new; a token opens it by {@link #addToken}. */
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

  /** Edits behind the operator's back; see {@link Account#edit}. */
  public void edit(String name, ObjectNode mergePatch) {
    account().edit(name, mergePatch);
  }

  /** Lets a token open an account; one token may open several. */
  public void addToken(String accountId, String token) {
    state.accounts().add(accountId, token);
  }

  /** The new token opens what the old one did, which is 403 from now on. */
  public void rotateToken(String oldToken, String newToken) {
    state.accounts().rotate(oldToken, newToken);
  }

  public void revokeToken(String token) {
    state.accounts().revoke(token);
  }

  public Settings settings() {
    return state.settings();
  }

  /** Changes settings, such as {@code settings(now -> now.withShape(Shape.NESTED))}. */
  public void settings(UnaryOperator<Settings> change) {
    state.settings(change);
  }

  /** From now on this goes wrong, in addition to what already does. */
  public InjectedFault inject(Fault fault) {
    return state.faults().inject(fault);
  }

  /** Those that have come to their end included, in the order in which they were injected. */
  public List<InjectedFault> faults() {
    return state.faults().all();
  }

  /** It does not strike any more, and is forgotten. */
  public void remove(InjectedFault fault) {
    state.faults().remove(fault);
  }

  /** Nothing goes wrong any more. */
  public void clearFaults() {
    state.faults().clear();
  }

  /** Replaces what the catalogue allows, as when the platform retires voices. */
  public void catalog(JsonNode catalog) {
    state.catalog(new CatalogDocument(catalog.deepCopy()));
  }

  /** The catalogue as a copy. */
  public JsonNode catalog() {
    return state.catalog().tree().deepCopy();
  }

  /** The newest 10,000 requests, oldest first, each as soon as it is answered. */
  public List<LoggedRequest> requests() {
    return state.log().find(_ -> true);
  }

  /** The PATCH requests to a workspace, in whatever account and whatever they were answered. */
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
