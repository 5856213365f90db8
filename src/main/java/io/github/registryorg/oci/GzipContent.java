package io.github.registryorg.oci;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * What is in a gzip file, of one member or many. The JDK's stream calls itself once for each member that is empty, so that
 * a small file of nothing else would end the thread for want of a stack; and each takes as long as kilobytes of others.
 */
public final class GzipContent extends GZIPInputStream {

    /** Parts of one file: several times what archives have that have one for each of their files. */
    private static final int MAX_MEMBERS = 1_000_000;

    private boolean isReading;
    private int members;

    /**
     * Reads the header.
     *
     * @param compressed of a gzip file; closed with this
     * @param buffer in bytes, of compressed content
     * @throws ZipException if it is not gzip
     */
    public GzipContent(InputStream compressed, int buffer) throws IOException {
        super(compressed, buffer);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (isReading) {
            // called by the JDK's method below, at the end of a member: the next one is read when that has returned
            members++;
            if (members >= MAX_MEMBERS) {
                throw new ZipException("it has more than " + MAX_MEMBERS + " parts");
            }
            return 0;
        }
        isReading = true;
        try {
            int count = super.read(bytes, offset, length);
            while (count == 0 && length > 0) {
                count = super.read(bytes, offset, length);
            }
            return count;
        } finally {
            isReading = false;
        }
    }
}
