mkdir -p target/built
rm -f target/built/image.tar
podman build --format oci --file "$RECIPE" --tag image .
podman push -q image oci-archive:target/built/image.tar
