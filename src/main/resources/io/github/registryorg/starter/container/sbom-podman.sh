mkdir -p target/built/sbom
digest=$(tar -xOf target/built/image.tar index.json | sed -n 's/.*"digest":"sha256:\([0-9a-f]*\)".*/\1/p')
syft scan -q -o "cyclonedx-json=target/built/sbom/$digest.json" oci-archive:target/built/image.tar
