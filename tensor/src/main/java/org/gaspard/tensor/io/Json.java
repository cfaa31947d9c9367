package org.gaspard.tensor.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value (RFC 8259), parsed strictly: duplicate keys, trailing text and deep nesting are refused. */
sealed interface Json {

    /** An object in the order of the text. */
    record Obj(Map<String, Json> members) implements Json {}

    /** An array. */
    record Arr(List<Json> elements) implements Json {}

    /** A string. */
    record Str(String value) implements Json {}

    /** A number as written. */
    record Num(String text) implements Json {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Json {}

    /** {@code null}. */
    record Null() implements Json {}

    /** Parses one value that fills the text but for white space. */
    static Json parse(String text) throws ArrayFileException {
        Parser parser = new Parser(text);
        Json value = parser.value(0);
        parser.space();
        if (parser.at < text.length()) {
            throw parser.unexpected("the end");
        }
        return value;
    }

    /** The text as a JSON string literal. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** A recursive descent over the text. */
    final class Parser {
        private static final int MAX_DEPTH = 32;

        private final String text;
        private int at;

        private Parser(String text) {
            this.text = text;
        }

        private Json value(int depth) throws ArrayFileException {
            if (depth > MAX_DEPTH) {
                throw new ArrayFileException("JSON nests deeper than " + MAX_DEPTH + " at character " + at);
            }
            space();
            return switch (peek()) {
                case '{' -> object(depth);
                case '[' -> array(depth);
                case '"' -> new Str(string());
                case 't' -> literal("true", new Bool(true));
                case 'f' -> literal("false", new Bool(false));
                case 'n' -> literal("null", new Null());
                default -> number();
            };
        }

        private Json object(int depth) throws ArrayFileException {
            Map<String, Json> members = new LinkedHashMap<>();
            expect('{');
            space();
            if (peek() == '}') {
                at++;
                return new Obj(members);
            }
            while (true) {
                space();
                String key = string();
                space();
                expect(':');
                if (members.putIfAbsent(key, value(depth + 1)) != null) {
                    throw new ArrayFileException("JSON has the key \"" + key + "\" twice");
                }
                space();
                if (peek() == '}') {
                    at++;
                    return new Obj(members);
                }
                expect(',');
            }
        }

        private Json array(int depth) throws ArrayFileException {
            List<Json> elements = new ArrayList<>();
            expect('[');
            space();
            if (peek() == ']') {
                at++;
                return new Arr(elements);
            }
            while (true) {
                elements.add(value(depth + 1));
                space();
                if (peek() == ']') {
                    at++;
                    return new Arr(elements);
                }
                expect(',');
            }
        }

        private String string() throws ArrayFileException {
            StringBuilder out = new StringBuilder();
            expect('"');
            while (true) {
                char c = peek();
                if (c < ' ') {
                    throw unexpected("a character of a string");
                }
                at++;
                if (c == '"') {
                    return out.toString();
                }
                out.append(c == '\\' ? escape() : c);
            }
        }

        private char escape() throws ArrayFileException {
            char c = peek();
            at++;
            return switch (c) {
                case '"', '\\', '/' -> c;
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> {
                    int code = 0;
                    for (int i = 0; i < 4; i++) {
                        char hex = peek();
                        int digit = hex < 128 ? Character.digit(hex, 16) : -1;
                        if (digit < 0) {
                            throw unexpected("a hexadecimal digit");
                        }
                        code = code * 16 + digit;
                        at++;
                    }
                    yield (char) code;
                }
                default -> {
                    at--;
                    throw unexpected("an escape");
                }
            };
        }

        private Json number() throws ArrayFileException {
            int from = at;
            if (peek() == '-') {
                at++;
            }
            if (peek() == '0') {
                at++;
            } else {
                digits();
            }
            if (at < text.length() && text.charAt(at) == '.') {
                at++;
                digits();
            }
            if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
                at++;
                if (peek() == '+' || peek() == '-') {
                    at++;
                }
                digits();
            }
            return new Num(text.substring(from, at));
        }

        private void digits() throws ArrayFileException {
            int from = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (at == from) {
                throw unexpected("a digit");
            }
        }

        private Json literal(String word, Json value) throws ArrayFileException {
            if (!text.startsWith(word, at)) {
                throw unexpected("a value");
            }
            at += word.length();
            return value;
        }

        private void space() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private char peek() throws ArrayFileException {
            if (at == text.length()) {
                throw new ArrayFileException("JSON ends early, after " + at + " characters");
            }
            return text.charAt(at);
        }

        private void expect(char c) throws ArrayFileException {
            if (peek() != c) {
                throw unexpected("'" + c + "'");
            }
            at++;
        }

        private ArrayFileException unexpected(String expected) {
            return new ArrayFileException(
                    "JSON has '" + text.charAt(at) + "' at character " + at + ", expected " + expected);
        }
    }
}
