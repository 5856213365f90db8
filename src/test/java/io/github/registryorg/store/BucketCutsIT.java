package io.github.registryorg.store;

/** The same, after each byte. */
class BucketCutsIT extends BucketCutsTest {

    @Override
    int stride() {
        return 1;
    }
}
