package org.gaspard.models.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gaspard.tensor.Shape;

/** A network as a table: what {@link Network#summary} prints. */
final class NetworkTable {

    private NetworkTable() {}

    static String of(Network network) {
        List<Shape> outputs = network.outputs();
        List<String> names = network.names();
        List<Long> counts = network.parameterCounts();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("stage", "name", "output", "parameters"));
        rows.add(List.of("input", "", network.input().toString(), ""));
        for (int i = 0; i < outputs.size(); i++) {
            rows.add(List.of(
                    network.stages().get(i).label(),
                    names.get(i),
                    outputs.get(i).toString(),
                    counts.get(i) == 0 ? "" : number(counts.get(i))));
        }
        rows.add(List.of("total", "", "", number(network.parameterCount())));
        return layout(rows);
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** Columns as wide as their widest cell, two spaces apart; numbers to the right. */
    private static String layout(List<List<String>> rows) {
        int[] widths = new int[4];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        String format = String.format("%%-%ds  %%-%ds  %%-%ds  %%%ds%n", widths[0], widths[1], widths[2], widths[3]);
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            table.append(String.format(Locale.ROOT, format, row.toArray()).stripTrailing())
                    .append('\n');
        }
        return table.toString();
    }
}
