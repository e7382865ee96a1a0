package net.lumenia.voice.simulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import net.lumenia.voice.simulator.exchange.Slug;
import net.lumenia.voice.simulator.exchange.StrictJson;
import net.lumenia.voice.simulator.rules.JsonMergePatch;
import net.lumenia.voice.simulator.rules.Update;

/**
 * An account with its workspaces and phone numbers. It is also the organization: no call of the
 * operator distinguishes the two.
 *
 * <p>Every change runs under one lock, so that a rejected PATCH changes nothing and concurrent
 * requests cannot link a number twice.
 */
public final class Account {

  private final String id;
  private final Clock clock;
  private final Map<String, Workspace> workspaces = new ConcurrentHashMap<>();
  private final NavigableSet<Long> numbers = new ConcurrentSkipListSet<>();

  Account(String id, Clock clock) {
    this.id = id;
    this.clock = clock;
  }

  /** The UUID of the account in lowercase. */
  public String id() {
    return id;
  }

  /** Adds a provisioned workspace with an empty assistant; an existing one stays unchanged. */
  public void addWorkspace(String name) {
    addWorkspace(name, StrictJson.object());
  }

  /**
   * Adds a provisioned workspace with this assistant, unchecked; an existing one stays unchanged.
   */
  public void addWorkspace(String name, ObjectNode assistant) {
    add(Workspace.with(name, Optional.of(assistant.deepCopy())));
  }

  /** Adds a workspace without voice integration: GET and PATCH return 404. */
  public void addUnprovisionedWorkspace(String name) {
    add(Workspace.with(name, Optional.empty()));
  }

  /** Removes a workspace: its paths return 404, and its number becomes free. */
  public synchronized void removeWorkspace(String name) {
    workspaces.remove(Slug.of(name));
  }

  /** Adds phone numbers to the organization. */
  public void addNumbers(Collection<Long> ids) {
    numbers.addAll(ids);
  }

  /**
   * A copy of the stored assistant with the keys of the PATCH body, whatever the settings show.
   *
   * @throws NoSuchElementException if the workspace does not exist or is not provisioned
   */
  public ObjectNode assistant(String name) {
    return named(name)
        .assistant()
        .orElseThrow(() -> new NoSuchElementException("no provisioned workspace " + name))
        .deepCopy();
  }

  /**
   * Changes an assistant outside the API by a JSON merge patch, unchecked. A null removes its key.
   */
  public synchronized void edit(String name, ObjectNode mergePatch) {
    put(named(name), JsonMergePatch.apply(assistant(name), mergePatch), false);
  }

  /**
   * Replaces an assistant outside the API, unchecked. Nulls stay nulls. Provisions the workspace if
   * necessary.
   */
  public synchronized void replace(String name, ObjectNode assistant) {
    put(named(name), assistant.deepCopy(), false);
  }

  /** Sets a field outside the API. A missing node removes it. */
  synchronized void set(String name, String field, JsonNode value) {
    ObjectNode changed = assistant(name);
    if (value.isMissingNode()) {
      changed.remove(field);
    } else {
      changed.set(field, value.deepCopy());
    }
    put(named(name), changed, false);
  }

  /** Returns the added workspace, or the existing one of that name. */
  public Workspace add(Workspace workspace) {
    return workspaces.computeIfAbsent(workspace.slug(), _ -> workspace);
  }

  private synchronized void put(Workspace workspace, ObjectNode assistant, boolean byClient) {
    workspaces.computeIfPresent(
        workspace.slug(), (_, now) -> now.changed(assistant, clock.instant(), byClient));
  }

  private Workspace named(String name) {
    return bySlug(Slug.of(name))
        .orElseThrow(() -> new NoSuchElementException("no workspace " + name));
  }

  /**
   * Stores the assistant if {@code decide} accepts the change. A workspace that was seen without a
   * voice integration gets one, unless a concurrent request has provisioned it.
   */
  public synchronized Update update(Workspace seen, Function<ObjectNode, Update> decide) {
    Optional<ObjectNode> stored = bySlug(seen.slug()).flatMap(Workspace::assistant);
    if (seen.assistant().isEmpty() && stored.isPresent()) {
      return Update.Rejected.ALREADY_PROVISIONED;
    }
    Update update = decide.apply(stored.orElseGet(StrictJson::object));
    if (update instanceof Update.Accepted(ObjectNode assistant)) {
      put(seen, assistant, true);
    }
    return update;
  }

  public Optional<Workspace> bySlug(String slug) {
    return Optional.ofNullable(workspaces.get(slug));
  }

  public List<Workspace> workspaces() {
    return workspaces.values().stream().sorted(Comparator.comparing(Workspace::name)).toList();
  }

  /** All numbers, each with the workspace it is linked to. */
  public SortedMap<Long, Optional<String>> numbers() {
    SortedMap<Long, Optional<String>> links = new TreeMap<>();
    numbers.forEach(number -> links.put(number, linkedTo(number).map(Workspace::name)));
    return links;
  }

  /**
   * Why a workspace cannot link a number: the number is unknown, or another workspace uses it. The
   * stored assistants are the only record of links, so edits outside the API count too.
   */
  public Optional<String> numberProblem(Workspace asking, long number) {
    if (!numbers.contains(number)) {
      return Optional.of(
          "number_id %d is not a number of this workspace's organization".formatted(number));
    }
    return linkedTo(number)
        .filter(linked -> !linked.slug().equals(asking.slug()))
        .map(_ -> linkedElsewhere(number));
  }

  public static String linkedElsewhere(long number) {
    return "number_id %d is already linked to another voice integration".formatted(number);
  }

  private Optional<Workspace> linkedTo(long number) {
    return workspaces.values().stream()
        .filter(workspace -> workspace.number().filter(linked -> linked == number).isPresent())
        .findFirst();
  }
}
