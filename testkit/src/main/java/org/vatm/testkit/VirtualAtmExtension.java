package org.vatm.testkit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.IncompleteExecutionException;
import org.vatm.ndis.NdisMiniportDriver;

import java.util.Optional;

/** Builds the machine of {@link VirtualAtm} when a test first asks for it, and ends it with the test. */
final class VirtualAtmExtension
    implements ParameterResolver, AfterEachCallback, TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler
{
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(VirtualAtm.class);
    private static final String SEED_PROPERTY = "vatm.seed";

    @Override
    public boolean supportsParameter(final ParameterContext parameter, final ExtensionContext context)
    {
        final Class<?> type = parameter.getParameter().getType();
        return type == TestMachine.class || type == TestAdapter.class;
    }

    @Override
    public Object resolveParameter(final ParameterContext parameter, final ExtensionContext context)
    {
        final TestMachine machine = machine(context);
        if (parameter.getParameter().getType() == TestMachine.class)
        {
            return machine;
        }
        int adapter = 0;
        for (int i = 0; i < parameter.getIndex(); i++)
        {
            adapter += parameter.getDeclaringExecutable().getParameterTypes()[i] == TestAdapter.class ? 1 : 0;
        }
        return machine.adapters().get(adapter);
    }

    @Override
    public void afterEach(final ExtensionContext context)
    {
        final TestMachine machine = existing(context);
        if (machine == null)
        {
            return;
        }
        if (context.getExecutionException().isPresent())
        {
            machine.discard();
            return;
        }
        try
        {
            machine.close();
        }
        catch (final RuntimeException | AssertionError e)
        {
            throw Failures.explained(e, machine);
        }
    }

    @Override
    public void handleTestExecutionException(final ExtensionContext context, final Throwable throwable) throws Throwable
    {
        throw explained(context, throwable);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(final ExtensionContext context, final Throwable throwable)
        throws Throwable
    {
        throw explained(context, throwable);
    }

    private static Throwable explained(final ExtensionContext context, final Throwable throwable)
    {
        final TestMachine machine = existing(context);
        return machine == null || throwable instanceof IncompleteExecutionException ?
            throwable : Failures.explained(throwable, machine);
    }

    private static TestMachine existing(final ExtensionContext context)
    {
        return context.getStore(NAMESPACE).get(context.getUniqueId(), TestMachine.class);
    }

    private static TestMachine machine(final ExtensionContext context)
    {
        final TestMachine existing = existing(context);
        if (existing != null)
        {
            return existing;
        }
        final MachineSpec spec = context.getRequiredTestInstance() instanceof MachineSource source ?
            source.machine() : spec(annotation(context));
        final TestMachine machine = new TestMachine(spec.name(name(context)));
        context.getStore(NAMESPACE).put(context.getUniqueId(), machine);
        return machine;
    }

    /** Class and method, and what tells apart several runs of one method. */
    private static String name(final ExtensionContext context)
    {
        final String method = context.getRequiredTestMethod().getName();
        final String shown = context.getDisplayName();
        return context.getRequiredTestClass().getSimpleName() + "." + method +
            (shown.startsWith(method + "(") ? "" : "-" + shown);
    }

    /** On the method, on its class, or on a class around that. */
    private static VirtualAtm annotation(final ExtensionContext context)
    {
        Optional<ExtensionContext> level = Optional.of(context);
        while (level.isPresent())
        {
            final Optional<VirtualAtm> found = AnnotationSupport.findAnnotation(level.get().getElement(),
                VirtualAtm.class);
            if (found.isPresent())
            {
                return found.get();
            }
            level = level.get().getParent();
        }
        throw new IllegalStateException("no @VirtualAtm at " + context.getDisplayName());
    }

    private static MachineSpec spec(final VirtualAtm wanted)
    {
        final Class<? extends NdisMiniportDriver> driver = wanted.driver();
        final MachineSpec spec = MachineSpec.of(() -> ReflectionSupport.newInstance(driver))
            .device(ReflectionSupport.newInstance(wanted.device()))
            .adapters(wanted.adapters())
            .fibreMetres(wanted.fibreMetres())
            .sramWords(wanted.sramWords())
            .sramPattern(wanted.sramPattern())
            .seed(Long.getLong(SEED_PROPERTY, wanted.seed()))
            .badDay(wanted.badDay())
            .verifier(wanted.verifier())
            .failsAt(wanted.failsAt());
        for (final String parameter : wanted.parameters())
        {
            final String[] pair = parameter.split("=", 2);
            spec.parameter(pair[0], pair[1].matches("-?\\d+") ? (Object)Integer.valueOf(pair[1]) : pair[1]);
        }
        return wanted.start() ? spec : spec.notStarted();
    }
}
