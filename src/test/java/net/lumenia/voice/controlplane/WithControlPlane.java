package net.lumenia.voice.controlplane;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a real control plane. It is started when the first test asks for it,
 * shared by all classes of the test run, and ends with the run. As parameters tests can have
 *
 * <ul>
 *   <li>a {@code KubernetesClient}: an administrator whose default namespace ({@code
 *       client.getNamespace()}) is fresh for every test; it is closed after the test;
 *   <li>the {@link ControlPlane} itself. Whoever wants to stop its API server starts one of its own
 *       instead.
 * </ul>
 */
@WithProcesses
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ControlPlaneExtension.class)
public @interface WithControlPlane {
  /** Whether a controller manager runs, too: for garbage collection and service accounts. */
  boolean controllerManager() default false;
}
