cosign attest -y --key env://COSIGN_PRIVATE_KEY --use-signing-config=false --tlog-upload=false --allow-http-registry \
  --type cyclonedx --predicate "$sbom" "$subject"
