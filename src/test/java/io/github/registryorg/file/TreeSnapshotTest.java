package io.github.registryorg.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeSnapshotTest {

    private static final TreeSnapshot SNAPSHOT = new TreeSnapshot(List.of(
            new TreeSnapshot.Item("a", TreeSnapshot.Observation.LISTED, 0, 1, 7, new byte[20]),
            new TreeSnapshot.Item("a/b", TreeSnapshot.Observation.READ, 5, 2, 8, new byte[20]),
            TreeSnapshot.Item.unread("c", TreeSnapshot.Observation.ABSENT)));

    private static final int TIME = Long.BYTES + Integer.BYTES;

    private interface Part {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static ByteBuffer bytes(Part part) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        part.writeTo(new DataOutputStream(bytes));
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private static ByteBuffer content() throws IOException {
        return bytes(SNAPSHOT::write);
    }

    @Test
    void read_ofWhatWasWritten_isTheSame() throws IOException {
        ByteBuffer times = TreeSnapshot.readTimes(bytes(SNAPSHOT::writeTimes));
        TreeSnapshot read = TreeSnapshot.read(times, content());

        assertThat(read.fingerprint()).isEqualTo(SNAPSHOT.fingerprint());
        assertThat(bytes(read::writeTimes)).isEqualTo(bytes(SNAPSHOT::writeTimes));
    }

    @Test
    void read_ofTooFewOrTooManyTimes_isRefused() {
        assertThatThrownBy(() -> TreeSnapshot.read(ByteBuffer.allocate(TIME), content()))
                .isInstanceOf(BufferUnderflowException.class);
        assertThatThrownBy(() -> TreeSnapshot.read(ByteBuffer.allocate(3 * TIME), content()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void read_ofANegativeNumber_isRefused() {
        ByteBuffer negative = ByteBuffer.allocate(Integer.BYTES).putInt(0, -1);
        assertThatThrownBy(() -> TreeSnapshot.read(ByteBuffer.allocate(0), negative))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> TreeSnapshot.readTimes(negative.rewind())).isInstanceOf(RuntimeException.class);
    }
}
