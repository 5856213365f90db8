#!/bin/sh
# JGit 7.8.1 opens a git repository whose objects are named by SHA-256 (git init --object-format=sha256) as if it were one
# with SHA-1: it doesn't look at extensions.objectFormat, though git's rules for repositoryFormatVersion 1 say that who
# doesn't know an extension must not go on. Of each 64 digits in a ref it takes the first 40 for an object id, so that
# Repository.resolve("HEAD") and exactRef return the id of a commit that doesn't exist, without an error. Who only asks
# for the revision, to put it into an image's label or a version, gets a wrong one; who reads an object gets
# MissingObjectException.
# Seen (an id compared with that of "git rev-parse HEAD"):
#   resolve HEAD -> 40 digits, the beginning of git's 64
#   exactRef refs/tags/v1 -> 40 digits, the beginning of git's 64
#   resolve HEAD^{commit} -> MissingObjectException
# Exits with 1 if that has changed. Needs a mvn with a JDK from 17 on, Maven Central, and git from 2.29 on.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mvn -B -q -Dmaven.repo.local="$dir/repo" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:get \
  -Dartifact=org.eclipse.jgit:org.eclipse.jgit:7.8.1.202611041320-r > log 2>&1 || { cat log >&2; exit 2; }
HOME=$dir GIT_CONFIG_NOSYSTEM=1
export HOME GIT_CONFIG_NOSYSTEM
unset XDG_CONFIG_HOME
git init -q --object-format=sha256 work
git -C work -c user.name=x -c user.email=x@acme.example commit -q --allow-empty -m one
git -C work tag v1
cat > Ids.java <<'X'
import java.io.File;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

class Ids {
    interface Question {
        ObjectId ask() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        String head = arguments[0];
        try (Repository git = new FileRepositoryBuilder().setGitDir(new File("work/.git")).setMustExist(true).build()) {
            say("resolve HEAD", head, () -> git.resolve("HEAD"));
            say("exactRef refs/tags/v1", head, () -> git.exactRef("refs/tags/v1").getObjectId());
            say("resolve HEAD^{commit}", head, () -> git.resolve("HEAD^{commit}"));
        }
    }

    static void say(String what, String head, Question question) {
        String answer;
        try {
            String id = question.ask().name();
            answer = id.length() + " digits, " + (head.startsWith(id) ? "the beginning of git's " + head.length() : "others");
        } catch (Exception e) {
            answer = e.getClass().getSimpleName();
        }
        System.out.println(what + " -> " + answer);
    }
}
X
path=$(find repo/org/eclipse/jgit repo/org/slf4j repo/com/googlecode repo/commons-codec -name '*.jar' | tr '\n' ':')
java -Duser.home="$dir" -cp "$path" Ids.java "$(git -C work rev-parse HEAD)" 2> errors | tee output
cat > expected <<'X'
resolve HEAD -> 40 digits, the beginning of git's 64
exactRef refs/tags/v1 -> 40 digits, the beginning of git's 64
resolve HEAD^{commit} -> MissingObjectException
X
cmp -s output expected || { cat errors >&2; echo 'it has changed' >&2; exit 1; }
