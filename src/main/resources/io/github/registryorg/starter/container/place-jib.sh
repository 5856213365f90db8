# to where registry:publish looks for what Jib has made
git ls-files -- pom.xml '*/pom.xml' | while read -r pom; do
  module=$(dirname "$pom")
  if [ -e "target/built/$module/jib-image.tar" ]; then
    mkdir -p "$module/target"
    mv "target/built/$module/jib-image.tar" "$module/target/"
  fi
done
