package io.github.registryorg.remote;

/** How often one download may break and be resumed: as long as each connection brings it on, and nobody interrupts. */
final class ResumeLimit {

    /** Resumes in a row that brought less than is worth it: a server may send a byte each time. */
    private static final int MAX_RESUMES = 10;

    private static final long WORTH_IT = 1024 * 1024;

    private long resumedAt;
    private int resumes;

    /**
     * To be asked before each resume.
     *
     * @param position how many bytes have arrived
     */
    boolean allows(long position) {
        resumes = position - resumedAt < WORTH_IT ? resumes + 1 : 1;
        resumedAt = position;
        return resumes <= MAX_RESUMES && !Thread.currentThread().isInterrupted();
    }
}
