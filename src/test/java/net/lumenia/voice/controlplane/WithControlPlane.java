package net.lumenia.voice.controlplane;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a real control plane. The first test that needs it starts it, all
 * classes of the test run share it, and it ends with the run. Tests can have these parameters:
 *
 * <ul>
 *   <li>a {@code KubernetesClient}: an administrator whose default namespace ({@code
 *       client.getNamespace()}) is fresh for every test; it is closed after the test;
 *   <li>the {@link ControlPlane} itself. A test that stops an API server starts its own control
 *       plane instead.
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
