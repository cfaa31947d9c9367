import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.FormatterServiceImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks or applies the layout of every Java source below a folder: {@code Format.java check|apply FOLDER}. */
final class Format {
    private Format() {}

    public static void main(String[] args) throws IOException {
        boolean apply = switch (args[0]) {
            case "apply" -> true;
            case "check" -> false;
            default -> throw new IllegalArgumentException("format must be check or apply, but is " + args[0]);
        };
        Path root = Path.of(args[1]);
        List<String> complaints = new ArrayList<>();
        var formatter = new FormatterServiceImpl();
        for (Path file : sources(root)) {
            String name = root.relativize(file).toString();
            try {
                String found = Files.readString(file);
                String wanted = formatter.formatSourceReflowStringsAndFixImports(found);
                if (!wanted.equals(found) && apply) {
                    Files.writeString(file, wanted);
                } else if (!wanted.equals(found)) {
                    complaints.add(name);
                }
            } catch (FormatterException e) {
                complaints.add(name + ":" + e.getMessage());
            }
        }
        if (!complaints.isEmpty()) {
            System.err.println("Not laid out by the project's formatter (mvn -N verify -Dformat=apply does it):");
            complaints.forEach(complaint -> System.err.println("  " + complaint));
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !root.relativize(file).toString().matches("(.*[/\\\\])?target[/\\\\].*"))
                    .sorted()
                    .toList();
        }
    }
}
