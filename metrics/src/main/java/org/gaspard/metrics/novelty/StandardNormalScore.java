package org.gaspard.metrics.novelty;

import org.gaspard.metrics.Codes;

/** See {@link CodeScore#standardNormal}. */
record StandardNormalScore() implements CodeScore {

    @Override
    public String name() {
        return "−ln N(z; 0, I)";
    }

    @Override
    public double[] of(Codes codes) {
        double[] scores = new double[codes.points()];
        for (int n = 0; n < scores.length; n++) {
            double squares = 0;
            for (int l = 0; l < codes.width(); l++) {
                squares += codes.value(n, l) * codes.value(n, l);
            }
            scores[n] = 0.5 * (squares + codes.width() * Math.log(2 * Math.PI));
        }
        return scores;
    }
}
