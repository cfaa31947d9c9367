package org.gaspard.tensor.cpu;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.Shape;

/**
 * Joins fused groups that follow each other into chains. The first one reduces the last axes, which leaves rows; the others
 * are cut into as many rows, and what a row reads of the groups before it in the chain was computed for the same row. So a
 * few rows can pass through all groups before the next rows begin.
 */
final class RowChains {

    private final Graph graph;
    private final Fusion fusion;
    private final Materialisation arrays;
    private final List<Schedule.Unit> joined = new ArrayList<>();
    private final List<Fusion.Group> open = new ArrayList<>();
    private final Set<Integer> written = new HashSet<>();
    private int rows;

    private RowChains(Graph graph, Fusion fusion, Materialisation arrays) {
        this.graph = graph;
        this.fusion = fusion;
        this.arrays = arrays;
    }

    static List<Schedule.Unit> join(List<Schedule.Unit> units, Graph graph, Fusion fusion, Materialisation arrays) {
        RowChains chains = new RowChains(graph, fusion, arrays);
        for (Schedule.Unit unit : units) {
            if (unit instanceof Schedule.Unit.Fused(Fusion.Group group)) {
                chains.take(group);
            } else {
                chains.close();
                chains.joined.add(unit);
            }
        }
        chains.close();
        return chains.joined;
    }

    /** The rows that a group with reductions can be cut into, one for each result; or 0. */
    private int rows(Fusion.Group group) {
        Shape shape = fusion.domain(group);
        Ints axes = ((Reduction.Reduce) graph.node(group.reductions.getFirst()).op()).axes();
        if (!Fusion.isBlock(axes, shape)) {
            return 0;
        }
        FusedKernel.Domain domain = FusedKernel.Domain.ofBlock(axes, shape);
        boolean rows = domain.inner() == 1 && domain.size() > 0 && domain.reduced() <= FusedKernel.LONGEST_ROW;
        return rows ? domain.outer() : 0;
    }

    private void take(Fusion.Group group) {
        if (!open.isEmpty() && !follows(group)) {
            close();
        }
        if (open.isEmpty()) {
            rows = group.reductions.isEmpty() ? 0 : rows(group);
            if (rows <= 1) {
                joined.add(new Schedule.Unit.Fused(group));
                return;
            }
        }
        open.add(group);
        written.addAll(Schedule.membersOf(group));
    }

    /** Whether each row of the group reads only the same row of what the chain has computed, and some of it. */
    private boolean follows(Fusion.Group group) {
        int size = fusion.domain(group).size();
        boolean fits = group.reductions.isEmpty()
                ? size > 0 && size % rows == 0 && size / rows <= FusedKernel.LONGEST_ROW
                : rows(group) == rows;
        boolean reads = false;
        for (int member : Schedule.membersOf(group)) {
            for (int input : graph.node(member).inputs().toArray()) {
                boolean inside = fusion.role(input) == Fusion.Role.FUSED && fusion.group(input) == group;
                boolean constant = fusion.role(input) == Fusion.Role.CONSTANT && !arrays.isStored(input);
                if (fits && !inside && !constant) {
                    View view = arrays.view(input);
                    for (int base : arrays.dependencies(input)) {
                        if (written.contains(base)) {
                            int length = graph.node(base).type().shape().size();
                            // What only has to be computed before is never part of a chain.
                            fits &= base == view.base() && new Load(view, 0, view.stored()).staysInRows(rows, length);
                            reads = true;
                        }
                    }
                }
            }
        }
        return fits && reads;
    }

    private void close() {
        if (open.size() == 1) {
            joined.add(new Schedule.Unit.Fused(open.getFirst()));
        } else if (!open.isEmpty()) {
            joined.add(new Schedule.Unit.RowChain(rows, List.copyOf(open)));
        }
        open.clear();
        written.clear();
    }
}
