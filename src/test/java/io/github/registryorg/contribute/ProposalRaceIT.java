package io.github.registryorg.contribute;

/** The same race, more often. */
class ProposalRaceIT extends ProposalRaceTest {

    @Override
    int rounds() {
        return 50;
    }
}
