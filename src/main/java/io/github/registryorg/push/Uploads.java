package io.github.registryorg.push;

import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.RegistryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The uploads that have begun and not ended. For several threads. */
public final class Uploads {

    /** At once; of more, the one that was used longest ago is given up. */
    private static final int MAX_OPEN = 256;

    private static final long ABANDONED = Duration.ofHours(1).toNanos();

    private final PushedBlobs blobs;
    private final Map<String, Upload> open = new HashMap<>();

    Uploads(PushedBlobs blobs) {
        this.blobs = blobs;
    }

    /**
     * Begins an upload, and gives up those that nobody has used for an hour.
     *
     * @param algorithm of the digest that will probably be named at its end
     */
    public Upload begin(RepositoryName repository, DigestAlgorithm algorithm) {
        Upload upload = new Upload(repository, algorithm, blobs);
        // canceled without the lock: a store may take its time
        replace(upload).forEach(Upload::cancel);
        return upload;
    }

    /** @return those that are given up for it */
    private synchronized List<Upload> replace(Upload upload) {
        long now = System.nanoTime();
        List<Upload> givenUp = new ArrayList<>(open.values());
        givenUp.removeIf(other -> now - other.touched() <= ABANDONED);
        if (open.size() - givenUp.size() >= MAX_OPEN) {
            open.values().stream()
                    .max(Comparator.comparingLong(other -> now - other.touched()))
                    .ifPresent(givenUp::add);
        }
        givenUp.forEach(other -> open.remove(other.id()));
        open.put(upload.id(), upload);
        return givenUp;
    }

    /** @throws RegistryException {@code BLOB_UPLOAD_UNKNOWN} if it has ended, or never began in this repository */
    public synchronized Upload get(RepositoryName repository, String id) {
        return Optional.ofNullable(open.get(id))
                .filter(upload -> upload.repository().equals(repository) && !upload.hasEnded())
                .orElseThrow(Upload::unknown);
    }

    /** Forgets one if it has ended. */
    public synchronized void forgetEnded(Upload upload) {
        if (upload.hasEnded()) {
            open.remove(upload.id());
        }
    }

    /** Discards what has arrived of it. */
    public void cancel(Upload upload) {
        upload.cancel();
        forgetEnded(upload);
    }

    void cancelAll() {
        List<Upload> all;
        synchronized (this) {
            all = List.copyOf(open.values());
            open.clear();
        }
        all.forEach(Upload::cancel);
    }
}
