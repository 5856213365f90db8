mkdir -p target/built/sbom
for platform in @code.platforms@; do
  rm -f target/platform.tar
  podman push -q "image:${platform//\//-}" oci-archive:target/platform.tar
  digest=$(tar -xOf target/platform.tar index.json | sed -n 's/.*"digest":"sha256:\([0-9a-f]*\)".*/\1/p')
  syft scan -q -o "cyclonedx-json=target/built/sbom/$digest.json" oci-archive:target/platform.tar
done
