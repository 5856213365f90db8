package io.github.registryorg.git;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.util.FS;

/**
 * A repository in memory that has only some of its objects. What was never fetched was never changed either, so to
 * whoever counts what has to be pushed, a directory that is not here is an empty one.
 */
final class PartialRepository extends InMemoryRepository {

    private final Set<ObjectId> ends = ConcurrentHashMap.newKeySet();

    static {
        QuietSystem.install();
    }

    PartialRepository() {
        super(new DfsRepositoryDescription("registry"));
    }

    /** Notes a commit whose parents are not here: history is not walked beyond it. */
    void endAt(ObjectId commit) {
        ends.add(commit);
    }

    @Override
    public FS getFS() {
        return FS.DETECTED;
    }

    @Override
    public ObjectReader newObjectReader() {
        return new Forgiving(super.newObjectReader(), ends);
    }

    private static final class Forgiving extends ObjectReader.Filter {

        private final ObjectReader reader;
        private final Set<ObjectId> ends;

        Forgiving(ObjectReader reader, Set<ObjectId> ends) {
            this.reader = reader;
            this.ends = ends;
        }

        @Override
        public Set<ObjectId> getShallowCommits() {
            return Set.copyOf(ends);
        }

        @Override
        protected ObjectReader delegate() {
            return reader;
        }

        @Override
        public ObjectReader newReader() {
            return new Forgiving(reader.newReader(), ends);
        }

        @Override
        public ObjectLoader open(AnyObjectId id, int type) throws IOException {
            try {
                return super.open(id, type);
            } catch (MissingObjectException e) {
                if (type == Constants.OBJ_TREE) {
                    return new ObjectLoader.SmallObject(Constants.OBJ_TREE, new byte[0]);
                }
                throw e;
            }
        }
    }
}
