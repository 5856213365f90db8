package io.github.registryorg.client;

import io.github.registryorg.tree.SingularityAnswers.Lack;
import java.util.EnumSet;
import java.util.Set;

/**
 * Something on a site for clients to pull, as far as they differ in it.
 *
 * @param kind what it is
 * @param lacks what it doesn't give, on any host
 */
public record Content(Pull.Kind kind, Set<Need> lacks) {

    public Content {
        lacks = Set.copyOf(lacks);
    }

    /**
     * A Singularity image.
     *
     * @param lacks what clients that ask {@code /v2/} don't find of it
     * @param without what keeps protocols of its own from it
     * @param inHub whether {@code shub://} takes the address of its repository
     */
    public static Content singularity(Pull.Kind kind, Set<Need> lacks, Set<Lack> without, boolean inHub) {
        Set<Need> all = EnumSet.noneOf(Need.class);
        all.addAll(lacks);
        without.forEach(lack -> all.add(need(lack)));
        if (!inHub) {
            all.add(Need.HUB_ADDRESS);
        }
        return new Content(kind, all);
    }

    private static Need need(Lack lack) {
        return switch (lack) {
            case FILE -> Need.SIF_FILES;
            case COPY -> Need.IMAGES_IN_SITE;
            case LIBRARY_NAME -> Need.LIBRARY_NAMES;
            case SHA256 -> Need.SHA256;
            case ADDRESS -> Need.IMAGE_ADDRESSES;
            case HUB_NAME -> Need.HUB_NAMES;
        };
    }
}
