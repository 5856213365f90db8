package io.github.registryorg.serve;

import io.github.registryorg.host.ServedAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes a file of the site on, with the address that a reader used wherever the site leaves its address open. */
final class AddressedOutput extends OutputStream {

    private static final byte[] OPEN = ServedAddress.OPEN.getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final byte[] address;
    private int matched;

    AddressedOutput(OutputStream out, Authority address) {
        this.out = out;
        this.address = address.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        int end = offset + length;
        int start = offset;
        for (int i = offset; i < end; i++) {
            if (buffer[i] != OPEN[matched]) {
                // what matched so far can't hold the beginning of another match
                start = pass(buffer, start, i);
            }
            if (buffer[i] == OPEN[matched]) {
                if (matched == 0) {
                    out.write(buffer, start, i - start);
                    start = i;
                }
                matched++;
            }
            if (matched == OPEN.length) {
                out.write(address);
                matched = 0;
                start = i + 1;
            }
        }
        if (matched == 0) {
            out.write(buffer, start, end - start);
        }
    }

    /** Passes on what looked like an address and isn't one; gives where what is not passed on begins. */
    private int pass(byte[] buffer, int start, int end) throws IOException {
        if (matched == 0) {
            return start;
        }
        out.write(OPEN, 0, matched);
        matched = 0;
        return end;
    }

    /** Passes on what the file ends with. */
    void finish() throws IOException {
        out.write(OPEN, 0, matched);
        matched = 0;
    }
}
