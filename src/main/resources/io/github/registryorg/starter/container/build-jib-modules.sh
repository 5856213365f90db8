created=$(git log -1 --format=%cI)
mvn -B -ntp package "-Djib.container.creationTime=$created"
mkdir -p target/built
git ls-files -- pom.xml '*/pom.xml' | while read -r pom; do
  module=$(dirname "$pom")
  if [ -e "$module/target/jib-image.tar" ]; then
    mkdir -p "target/built/$module"
    cp "$module/target/jib-image.tar" "target/built/$module/"
  fi
done
