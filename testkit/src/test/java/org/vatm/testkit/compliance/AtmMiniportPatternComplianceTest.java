package org.vatm.testkit.compliance;

import org.vatm.miniport.AtmMiniport;

/** Ours, on boards whose SRAM holds anything when the power comes on. */
class AtmMiniportPatternComplianceTest extends MiniportCompliance
{
    @Override
    protected Subject subject()
    {
        return Subject.of(AtmMiniport::new).strict().sramPattern(77_252);
    }
}
