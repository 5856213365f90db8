package io.github.registryorg.source.file;

/** What is wrong with one entry of a tar archive; the reader adds which entry, and where. */
final class TarFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    TarFormatException(String what) {
        super(what);
    }
}
