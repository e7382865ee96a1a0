package net.lumenia.voice;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The calls in the compiled program, and which of them run under a lock: in synchronized methods
 * and blocks, between {@code lock} and the last {@code unlock} of a {@code Lock}, and in functions
 * that are passed to methods such as {@code compute} of a map. A call leads to every implementation
 * in the program. A lambda counts as called where it is created, unless it is passed to a method
 * that runs it later.
 */
final class CallGraph {

  /** A method. The owner has slashes, as in class files. */
  record Method(String owner, String name, String descriptor) {

    boolean matches(Pattern pattern) {
      return pattern.matcher(owner + "." + name).matches();
    }

    @Override
    public String toString() {
      return owner.substring(owner.lastIndexOf('/') + 1) + "." + name;
    }
  }

  /** A chain of calls that starts in locked code. */
  record CallPath(List<Method> calls) {

    String start() {
      return calls.getFirst().owner().replace('/', '.');
    }

    @Override
    public String toString() {
      return calls.stream().map(Method::toString).collect(joining(" -> "));
    }
  }

  private record Body(Set<Method> calls, Set<Method> underLock) {}

  private static final Pattern LOCKS =
      Pattern.compile("java/util/concurrent/locks/.*\\.(lock|tryLock|lockInterruptibly)");
  private static final Pattern UNLOCKS = Pattern.compile("java/util/concurrent/locks/.*\\.unlock");

  /** A concurrent map calls the function under the lock of one of its parts. */
  private static final Pattern COMPUTES =
      Pattern.compile("java/util/.*Map\\.(compute.*|merge|replaceAll)");

  /** Methods that run a function later, in another thread. */
  private static final Pattern LATER =
      Pattern.compile(
          "net/lumenia/voice/lumenia/limiter/Scheduler\\.schedule"
              + "|java/util/concurrent/.*\\.(schedule.*|execute|submit)"
              + "|java/lang/Thread(\\$Builder.*)?\\.(start|unstarted|<init>|startVirtualThread)");

  private final Map<Method, Body> bodies = new HashMap<>();
  private final Map<String, Set<String>> supertypes = new HashMap<>();
  private final Map<String, Set<String>> subtypes = new HashMap<>();

  /** Lambdas by the interface that they implement. */
  private final Map<String, Set<Method>> lambdas = new HashMap<>();

  private CallGraph() {}

  /** The calls of all classes that were compiled together with this one. */
  static CallGraph of(Class<?> one) {
    var graph = new CallGraph();
    try (Stream<Path> files =
        Files.walk(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        graph.read(ClassFile.of().parse(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
    return graph;
  }

  private void read(ClassModel type) {
    String name = type.thisClass().asInternalName();
    Set<String> above = supertypes.computeIfAbsent(name, _ -> new LinkedHashSet<>());
    type.superclass().ifPresent(parent -> above.add(parent.asInternalName()));
    type.interfaces().forEach(parent -> above.add(parent.asInternalName()));
    above.forEach(parent -> subtypes.computeIfAbsent(parent, _ -> new HashSet<>()).add(name));
    for (MethodModel method : type.methods()) {
      method
          .code()
          .ifPresent(
              code ->
                  bodies.put(
                      new Method(
                          name,
                          method.methodName().stringValue(),
                          method.methodType().stringValue()),
                      read(code, method.flags().has(AccessFlag.SYNCHRONIZED))));
    }
  }

  private Body read(CodeModel code, boolean isSynchronized) {
    List<Instruction> instructions =
        code.elementStream()
            .filter(Instruction.class::isInstance)
            .map(Instruction.class::cast)
            .toList();
    Predicate<Integer> isLocked =
        isSynchronized
            ? _ -> true
            : within(instructions, CallGraph::enters, CallGraph::exits)
                .or(within(instructions, one -> calls(one, LOCKS), one -> calls(one, UNLOCKS)));
    var body = new Body(new LinkedHashSet<>(), new LinkedHashSet<>());
    for (int i = 0; i < instructions.size(); i++) {
      boolean locked = isLocked.test(i);
      switch (instructions.get(i)) {
        case InvokeInstruction call -> add(body, method(call), locked);
        case InvokeDynamicInstruction dynamic -> {
          Optional<Method> lambda = lambda(dynamic);
          Optional<Method> receiver = receiver(instructions, i);
          if (lambda.isPresent() && receiver.filter(one -> one.matches(LATER)).isEmpty()) {
            boolean computes = receiver.filter(one -> one.matches(COMPUTES)).isPresent();
            add(body, lambda.get(), locked || computes);
          }
        }
        default -> {}
      }
    }
    return body;
  }

  private static void add(Body body, Method called, boolean locked) {
    body.calls().add(called);
    if (locked) {
      body.underLock().add(called);
    }
  }

  /** From the first start to the last end, so that exception handlers are included. */
  private static Predicate<Integer> within(
      List<Instruction> instructions, Predicate<Instruction> starts, Predicate<Instruction> ends) {
    int first =
        IntStream.range(0, instructions.size())
            .filter(i -> starts.test(instructions.get(i)))
            .findFirst()
            .orElse(Integer.MAX_VALUE);
    int last =
        IntStream.range(0, instructions.size())
            .filter(i -> ends.test(instructions.get(i)))
            .max()
            .orElse(-1);
    return i -> i > first && i < last;
  }

  private static boolean enters(Instruction instruction) {
    return instruction instanceof MonitorInstruction && instruction.opcode() == Opcode.MONITORENTER;
  }

  private static boolean exits(Instruction instruction) {
    return instruction instanceof MonitorInstruction && instruction.opcode() == Opcode.MONITOREXIT;
  }

  private static boolean calls(Instruction instruction, Pattern pattern) {
    return instruction instanceof InvokeInstruction call && method(call).matches(pattern);
  }

  private static Method method(InvokeInstruction call) {
    return new Method(
        call.owner().asInternalName(), call.name().stringValue(), call.type().stringValue());
  }

  /** The body of a lambda or method reference; empty for other uses, such as concatenation. */
  private Optional<Method> lambda(InvokeDynamicInstruction dynamic) {
    String type = internalName(dynamic.typeSymbol().returnType());
    Optional<Method> body =
        dynamic.bootstrapArgs().stream()
            .filter(DirectMethodHandleDesc.class::isInstance)
            .map(DirectMethodHandleDesc.class::cast)
            .findFirst()
            .map(
                handle ->
                    new Method(
                        internalName(handle.owner()),
                        handle.methodName(),
                        handle.lookupDescriptor()));
    body.ifPresent(method -> lambdas.computeIfAbsent(type, _ -> new HashSet<>()).add(method));
    return body;
  }

  /** The first call after it that has a parameter of the lambda's type. */
  private static Optional<Method> receiver(List<Instruction> instructions, int lambda) {
    var dynamic = (InvokeDynamicInstruction) instructions.get(lambda);
    ClassDesc type = dynamic.typeSymbol().returnType();
    return instructions.subList(lambda + 1, instructions.size()).stream()
        .filter(InvokeInstruction.class::isInstance)
        .map(InvokeInstruction.class::cast)
        .filter(call -> call.typeSymbol().parameterList().contains(type))
        .findFirst()
        .map(CallGraph::method);
  }

  private static String internalName(ClassDesc type) {
    String descriptor = type.descriptorString();
    return type.isClassOrInterface()
        ? descriptor.substring(1, descriptor.length() - 1)
        : descriptor;
  }

  /** The number of methods with code that runs under a lock. */
  long lockingMethods() {
    return bodies.values().stream().filter(body -> !body.underLock().isEmpty()).count();
  }

  /** The shortest paths from code under a lock to these calls, one for each method and call. */
  List<CallPath> underLock(Pattern reached) {
    return bodies.entrySet().stream()
        .flatMap(entry -> paths(entry.getKey(), entry.getValue().underLock(), reached))
        .toList();
  }

  private Stream<CallPath> paths(Method start, Set<Method> underLock, Pattern reached) {
    var callers = new HashMap<Method, Method>();
    var found = new ArrayList<Method>();
    var queue = new ArrayDeque<Method>();
    underLock.forEach(
        called -> {
          callers.put(called, start);
          queue.add(called);
        });
    while (!queue.isEmpty()) {
      Method called = queue.remove();
      if (called.matches(reached)) {
        found.add(called);
        continue;
      }
      for (Method implementation : implementations(called)) {
        for (Method next : bodies.get(implementation).calls()) {
          if (callers.putIfAbsent(next, called) == null) {
            queue.add(next);
          }
        }
      }
    }
    return found.stream().map(end -> path(start, end, callers));
  }

  private static CallPath path(Method start, Method end, Map<Method, Method> callers) {
    var calls = new ArrayDeque<Method>();
    for (Method at = end;
        at != null && !(at.equals(start) && !calls.isEmpty());
        at = callers.get(at)) {
      calls.addFirst(at);
    }
    calls.addFirst(start);
    return new CallPath(List.copyOf(calls));
  }

  /** All methods of the program that a call may run. */
  private Set<Method> implementations(Method called) {
    var implementations = new HashSet<Method>();
    inherited(called).ifPresent(implementations::add);
    below(called.owner())
        .map(type -> new Method(type, called.name(), called.descriptor()))
        .filter(bodies::containsKey)
        .forEach(implementations::add);
    if (supertypes.containsKey(called.owner())) {
      lambdas.getOrDefault(called.owner(), Set.of()).stream()
          .map(this::inherited)
          .flatMap(Optional::stream)
          .forEach(implementations::add);
    }
    return implementations;
  }

  /** The method that an object of exactly this type runs. */
  private Optional<Method> inherited(Method called) {
    return bodies.containsKey(called)
        ? Optional.of(called)
        : supertypes.getOrDefault(called.owner(), Set.of()).stream()
            .map(parent -> inherited(new Method(parent, called.name(), called.descriptor())))
            .flatMap(Optional::stream)
            .filter(Objects::nonNull)
            .findFirst();
  }

  private Stream<String> below(String type) {
    return subtypes.getOrDefault(type, Set.of()).stream()
        .flatMap(child -> Stream.concat(Stream.of(child), below(child)));
  }
}
