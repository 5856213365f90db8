mkdir -p target/built/sbom
syft scan -q -o cyclonedx-json=target/built/sbom/image.json docker-archive:target/jib-image.tar
