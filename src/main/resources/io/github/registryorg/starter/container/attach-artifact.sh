oras attach --plain-http --artifact-type application/vnd.cyclonedx+json "$subject" "$sbom:application/vnd.cyclonedx+json"
