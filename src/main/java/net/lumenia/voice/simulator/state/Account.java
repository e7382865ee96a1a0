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
 * An account with its workspaces and phone numbers. It stands for the organisation too, because
 * nothing that the operator calls tells the two apart.
 *
 * <p>Every change runs under one lock, so that a refused PATCH changes nothing and a number is
 * linked once, however many requests ask for it at the same time.
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

  /** The account's UUID in lower case. */
  public String id() {
    return id;
  }

  /** Adds a provisioned workspace whose assistant has nothing set; an existing one stays. */
  public void addWorkspace(String name) {
    addWorkspace(name, StrictJson.object());
  }

  /** Adds a provisioned workspace with this assistant, unchecked; an existing one stays. */
  public void addWorkspace(String name, ObjectNode assistant) {
    add(Workspace.with(name, Optional.of(assistant.deepCopy())));
  }

  /** Adds a workspace without voice integration: GET and PATCH answer 404. */
  public void addUnprovisionedWorkspace(String name) {
    add(Workspace.with(name, Optional.empty()));
  }

  /** Removes a workspace: all its paths answer 404, and its number is free. */
  public synchronized void removeWorkspace(String name) {
    workspaces.remove(Slug.of(name));
  }

  /** Makes phone numbers known to the organisation. */
  public void addNumbers(Collection<Long> ids) {
    numbers.addAll(ids);
  }

  /**
   * A copy of the stored assistant: every key in the contract's names, whatever shape and gaps GET
   * has.
   *
   * @throws NoSuchElementException when there is no such workspace or it is not provisioned
   */
  public ObjectNode assistant(String name) {
    return named(name)
        .assistant()
        .orElseThrow(() -> new NoSuchElementException("no provisioned workspace " + name))
        .deepCopy();
  }

  /**
   * Changes an assistant by a JSON merge patch behind the operator's back, unchecked: a null
   * removes its key.
   */
  public synchronized void edit(String name, ObjectNode mergePatch) {
    put(named(name), JsonMergePatch.apply(assistant(name), mergePatch), false);
  }

  /**
   * Replaces an assistant behind the operator's back, unchecked: nulls stay nulls. A workspace that
   * is not provisioned is from now on.
   */
  public synchronized void replace(String name, ObjectNode assistant) {
    put(named(name), assistant.deepCopy(), false);
  }

  /** Sets a field behind the operator's back, or removes it by a missing value. */
  synchronized void set(String name, String field, JsonNode value) {
    ObjectNode changed = assistant(name);
    if (value.isMissingNode()) {
      changed.remove(field);
    } else {
      changed.set(field, value.deepCopy());
    }
    put(named(name), changed, false);
  }

  /** Answers what is there now: the workspace, or the one that was there before. */
  public Workspace add(Workspace workspace) {
    return workspaces.computeIfAbsent(workspace.slug(), _ -> workspace);
  }

  /** Stores what a client provisions, unless the workspace is gone meanwhile. */
  public void provision(Workspace workspace, ObjectNode assistant) {
    put(workspace, assistant, true);
  }

  private synchronized void put(Workspace workspace, ObjectNode assistant, boolean byClient) {
    workspaces.computeIfPresent(
        workspace.slug(), (_, now) -> now.changed(assistant, clock.instant(), byClient));
  }

  private Workspace named(String name) {
    return bySlug(Slug.of(name))
        .orElseThrow(() -> new NoSuchElementException("no workspace " + name));
  }

  /** Stores what is accepted, and nothing otherwise. */
  public synchronized Update update(Workspace seen, Function<ObjectNode, Update> decide) {
    Optional<ObjectNode> stored = bySlug(seen.slug()).flatMap(Workspace::assistant);
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

  /** The numbers and the workspace that each is linked to, if any. */
  public SortedMap<Long, Optional<String>> numbers() {
    SortedMap<Long, Optional<String>> links = new TreeMap<>();
    numbers.forEach(number -> links.put(number, linkedTo(number).map(Workspace::name)));
    return links;
  }

  /**
   * "Positive integer ID of a numbers row under the same organization as the workspace; must not be
   * in use by another voice integration." Links are what the stored assistants say, so that an edit
   * behind the operator's back counts too.
   */
  public Optional<String> numberProblem(Workspace asking, long number) {
    if (!numbers.contains(number)) {
      return Optional.of(
          "number_id %d is not a number of this workspace's organization".formatted(number));
    }
    return linkedTo(number)
        .filter(holder -> !holder.slug().equals(asking.slug()))
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
