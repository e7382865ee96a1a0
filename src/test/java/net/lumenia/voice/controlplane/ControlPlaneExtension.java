package net.lumenia.voice.controlplane;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link WithControlPlane} promises. JUnit closes what is in its stores. */
final class ControlPlaneExtension implements ParameterResolver {
  private static final Namespace STORE = Namespace.create(ControlPlaneExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == ControlPlane.class || type == KubernetesClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    ControlPlane plane = plane(test);
    return parameter.getParameter().getType() == ControlPlane.class ? plane : client(plane, test);
  }

  /** A constructor's client is that of the test, not one of the class. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  private static ControlPlane plane(ExtensionContext test) {
    boolean controllerManager =
        AnnotationSupport.findAnnotation(
                test.getRequiredTestClass(), WithControlPlane.class, test.getEnclosingTestClasses())
            .orElseThrow()
            .controllerManager();
    return test.getStore(StoreScope.LAUNCHER_SESSION, STORE)
        .computeIfAbsent(
            controllerManager,
            with -> with ? ControlPlane.startWithControllerManager() : ControlPlane.start(),
            ControlPlane.class);
  }

  private static KubernetesClient client(ControlPlane plane, ExtensionContext test) {
    return test.getStore(STORE)
        // A store looks into those of its parents, too: the name keeps a class's client out.
        .computeIfAbsent(
            test.getUniqueId(),
            _ ->
                Clients.of(
                    new ConfigBuilder(Clients.config(plane.kubeconfig()))
                        .withNamespace(plane.newNamespace())
                        .build()),
            KubernetesClient.class);
  }
}
