rm -rf target/image
mkdir -p target
buildah build --file "$RECIPE" --tag image .
buildah push image oci:target/image
