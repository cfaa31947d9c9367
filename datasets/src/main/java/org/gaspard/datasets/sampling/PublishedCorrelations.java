package org.gaspard.datasets.sampling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The dependences between factors under which [RIA23] and later work train, by name. Names are those of the settings published
 * with its code, with hyphens: the data set, the kind, a number, and σ without its point, {@code dsprites-single-1-01} for σ =
 * 0.1. The factors are called as in this library's data sets.
 */
public final class PublishedCorrelations {

    private static final SequencedMap<String, List<Correlation>> ALL = Collections.unmodifiableSequencedMap(table());

    private PublishedCorrelations() {}

    /** All of them, data set after data set. */
    public static SequencedMap<String, List<Correlation>> all() {
        return ALL;
    }

    /**
     * The dependences of a name.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static List<Correlation> named(String name) {
        List<Correlation> found = ALL.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "there are no correlations '" + name + "', expected one of " + ALL.keySet());
        }
        return found;
    }

    private static SequencedMap<String, List<Correlation>> table() {
        var table = new Table("dsprites");
        table.pairs("single-1", "01", "shape,scale");
        table.pairs("single-2", "01", "posX,posY");
        table.pairs("single-3", "01", "shape,posY");
        for (String sigma : List.of("04", "01", "004")) {
            table.pairs("double-1", sigma, "shape,posX", "scale,posY");
            table.pairs("double-2", sigma, "shape,scale", "posX,posY");
        }
        table.confounder("conf-1", "02", "shape");
        table.confounder("conf-2", "02", "posX");
        table.confounder("all", "01", "posX");

        table.of("shapes3d");
        table.pairs("single-1", "01", "floor_hue,wall_hue");
        table.pairs("single-2", "01", "shape,scale");
        table.pairs("single-3", "01", "shape,wall_hue");
        table.pairs("single-4", "01", "shape,object_hue");
        for (String sigma : List.of("04", "01", "004")) {
            table.pairs("double-1", sigma, "scale,floor_hue", "shape,wall_hue");
            table.pairs("double-2", sigma, "scale,shape", "floor_hue,wall_hue");
        }
        table.pairs("double-3", "01", "shape,object_hue", "shape,scale");
        table.pairs("triple-1", "01", "scale,orientation", "shape,wall_hue", "object_hue,floor_hue");
        table.pairs("triple-2", "01", "object_hue,orientation", "shape,scale", "floor_hue,wall_hue");
        table.confounder("conf-1", "02", "shape");
        table.confounder("conf-2", "02", "wall_hue");

        table.of("mpi3d");
        table.pairs("single-1", "01", "camera_height,background_color");
        table.pairs("single-2", "01", "object_color,object_size");
        table.pairs("single-3", "01", "horizontal_axis,vertical_axis");
        for (String sigma : List.of("04", "01", "004")) {
            table.pairs("double-1", sigma, "object_color,object_shape", "horizontal_axis,vertical_axis");
            table.pairs("double-2", sigma, "object_color,horizontal_axis", "object_shape,vertical_axis");
        }
        table.pairs(
                "triple-1",
                "01",
                "object_color,background_color",
                "camera_height,horizontal_axis",
                "object_shape,vertical_axis");
        table.pairs(
                "triple-2",
                "01",
                "object_color,object_shape",
                "horizontal_axis,vertical_axis",
                "background_color,camera_height");
        table.confounder("conf-1", "02", "object_shape");
        table.confounder("conf-2", "02", "horizontal_axis");

        table.of("cars3d");
        for (String sigma : List.of("02", "01")) {
            table.pairs("single-1", sigma, "elevation,azimuth");
            table.pairs("single-2", sigma, "elevation,object");
            table.pairs("single-3", sigma, "azimuth,object");
        }
        table.confounder("conf-1", "02", "elevation");
        table.confounder("conf-2", "02", "azimuth");
        table.confounder("conf-3", "02", "object");
        return table.all;
    }

    private static final class Table {

        private final SequencedMap<String, List<Correlation>> all = new LinkedHashMap<>();
        private String dataSet;

        Table(String dataSet) {
            this.dataSet = dataSet;
        }

        void of(String next) {
            dataSet = next;
        }

        void pairs(String kind, String digits, String... pairs) {
            List<Correlation> correlations = new ArrayList<>();
            for (String pair : pairs) {
                correlations.add(Correlation.parse(pair + "=" + sigma(digits)));
            }
            all.put(dataSet + "-" + kind + "-" + digits, List.copyOf(correlations));
        }

        void confounder(String kind, String digits, String factor) {
            pairs(kind, digits, factor + "," + Correlation.ALL);
        }

        /** 0.04 of "004". */
        private static String sigma(String digits) {
            return digits.charAt(0) + "." + digits.substring(1);
        }
    }
}
