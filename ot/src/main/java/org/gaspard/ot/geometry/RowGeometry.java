package org.gaspard.ot.geometry;

import org.gaspard.ot.Potentials;

/** A geometry whose rows of costs are written one after the other; everything else follows from {@link RowPasses}. */
sealed interface RowGeometry extends Geometry permits DenseGeometry, PointCloudGeometry, LowRankGeometry {

    @Override
    default SoftMin softMin() {
        return new RowSoftMin(this);
    }

    @Override
    default ScalingKernel scalingKernel() {
        return new StoredKernel(this);
    }

    @Override
    default double[] applyKernel(double[] x, double epsilon) {
        return RowPasses.kernelTimes(this, x, epsilon);
    }

    @Override
    default double[] applyKernelTransposed(double[] x, double epsilon) {
        return RowPasses.transposedKernelTimes(this, x, epsilon);
    }

    @Override
    default PlanSums planSums(Potentials potentials, double epsilon) {
        return RowPasses.planSums(this, potentials, epsilon);
    }

    @Override
    default double[] applyPlan(Potentials potentials, double epsilon, double[] matrix, int k) {
        return RowPasses.planTimes(this, potentials, epsilon, matrix, k);
    }

    @Override
    default double[] applyPlanTransposed(Potentials potentials, double epsilon, double[] matrix, int k) {
        return RowPasses.transposedPlanTimes(this, potentials, epsilon, matrix, k);
    }
}
