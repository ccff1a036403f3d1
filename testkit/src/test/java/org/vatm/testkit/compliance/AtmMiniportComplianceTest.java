package org.vatm.testkit.compliance;

import org.vatm.miniport.AtmMiniport;

class AtmMiniportComplianceTest extends MiniportCompliance
{
    @Override
    protected Subject subject()
    {
        return Subject.of(AtmMiniport::new).strict();
    }
}
