package org.gaspard.examples;

import org.gaspard.models.flow.FlowSettings;

/** Which account of flow factorised representations is followed where the paper and its published program differ. */
enum FlowVariant {
    PAPER(FlowSettings.PAPER),
    REFERENCE_CODE(FlowSettings.REFERENCE_CODE);

    private final FlowSettings settings;

    FlowVariant(FlowSettings settings) {
        this.settings = settings;
    }

    FlowSettings settings() {
        return settings;
    }

    @Override
    public String toString() {
        return Choices.word(this);
    }
}
