package io.github.registryorg.file;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;

/** Paths that follow each other in order, each without what it begins with as the one before does. */
public final class FrontCoding {

    private FrontCoding() {}

    /** Writes paths of less than 65,536 characters. */
    public static final class Writer {

        private final DataOutput out;
        private String last = "";

        public Writer(DataOutput out) {
            this.out = out;
        }

        public void write(String path) throws IOException {
            int same = 0;
            int most = Math.min(Math.min(last.length(), path.length()), 0xffff);
            while (same < most && last.charAt(same) == path.charAt(same)) {
                same++;
            }
            out.writeShort(same);
            out.writeUTF(path.substring(same));
            last = path;
        }
    }

    /** Reads what was written. */
    public static final class Reader {

        private final DataInput in;
        private String last = "";

        public Reader(DataInput in) {
            this.in = in;
        }

        /** @throws IOException if it is damaged */
        public String read() throws IOException {
            int same = in.readUnsignedShort();
            if (same > last.length()) {
                throw new StreamCorruptedException("a path begins as no path before it");
            }
            last = last.substring(0, same) + in.readUTF();
            return last;
        }
    }
}
