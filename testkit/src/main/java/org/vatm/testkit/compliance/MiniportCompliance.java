package org.vatm.testkit.compliance;

import org.junit.jupiter.api.Nested;

/**
 * Runs a miniport through what the contract demands of any connection-oriented NDIS 5.1 miniport. To run your own:
 * <pre>{@code
 * class MyMiniportComplianceTest extends MiniportCompliance
 * {
 *     protected Subject subject() { return Subject.of(MyMiniport::new); }
 * }
 * }</pre>
 * A failure begins with the id of the rule of chapter 12 that was broken. A test of what the subject cannot do, or what
 * its adapter does not show, is aborted and says why.
 */
public abstract class MiniportCompliance
{
    /** The miniport; asked for every test. */
    protected abstract Subject subject();

    @Nested
    final class Life extends LifeChapter
    {
        @Override
        Subject subject()
        {
            return MiniportCompliance.this.subject();
        }
    }

    @Nested
    final class Create extends CreateChapter
    {
        @Override
        Subject subject()
        {
            return MiniportCompliance.this.subject();
        }
    }

    @Nested
    final class Activate extends ActivateChapter
    {
        @Override
        Subject subject()
        {
            return MiniportCompliance.this.subject();
        }
    }

    @Nested
    final class Modify extends ModifyChapter
    {
        @Override
        Subject subject()
        {
            return MiniportCompliance.this.subject();
        }
    }

    @Nested
    final class Deactivate extends DeactivateChapter
    {
        @Override
        Subject subject()
        {
            return MiniportCompliance.this.subject();
        }
    }

    @Nested
    final class Send extends SendChapter
    {
        @Override
        Subject subject()
        {
            return MiniportCompliance.this.subject();
        }
    }

    @Nested
    final class Receive extends ReceiveChapter
    {
        @Override
        Subject subject()
        {
            return MiniportCompliance.this.subject();
        }
    }

    @Nested
    final class Request extends RequestChapter
    {
        @Override
        Subject subject()
        {
            return MiniportCompliance.this.subject();
        }
    }

    @Nested
    final class Reset extends ResetChapter
    {
        @Override
        Subject subject()
        {
            return MiniportCompliance.this.subject();
        }
    }

    @Nested
    final class Removal extends RemovalChapter
    {
        @Override
        Subject subject()
        {
            return MiniportCompliance.this.subject();
        }
    }
}
