for sbom in target/built/sbom/*.json; do
  # it is named after the digest of its platform's image, or is that of the only one
  name=$(basename "$sbom" .json)
  if [[ $name =~ ^[0-9a-f]{64}$ ]]; then
    subject=$REGISTRY/$repository@sha256:$name
  else
    subject=$image
  fi
  @block.attachOneSbom@
done
