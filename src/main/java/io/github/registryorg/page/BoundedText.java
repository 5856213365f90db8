package io.github.registryorg.page;

/** Text that grows up to a limit, so that no input decides how much memory we take. */
final class BoundedText implements Appendable {

    /** The limit was reached. */
    static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Full() {
            super("too much text", null, false, false);
        }
    }

    private final StringBuilder text = new StringBuilder();
    private final int longest;

    BoundedText(int longest) {
        this.longest = longest;
    }

    @Override
    public BoundedText append(CharSequence more) {
        return append(more, 0, more.length());
    }

    @Override
    public BoundedText append(CharSequence more, int start, int end) {
        if (end - start > longest - text.length()) {
            throw new Full();
        }
        text.append(more, start, end);
        return this;
    }

    @Override
    public BoundedText append(char c) {
        return append(String.valueOf(c));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
