created=$(git log -1 --format=%cI)
mvn -B -ntp package jib:buildTar "-Djib.container.creationTime=$created"
mkdir -p target/built
cp target/jib-image.tar target/built/
