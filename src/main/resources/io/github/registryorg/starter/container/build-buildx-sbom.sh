mkdir -p target/built
docker buildx create --name registry --driver docker-container \
  --driver-opt image=docker.io/moby/buildkit:v0.33.1@sha256:cec9f139f45e93c5c69c60f8b07cfad9f43f4ef6b6a6cd917527fea5ff2e3dea \
  ${BUILDER_CONTEXT:-}
docker buildx build --builder registry --provenance=false \
  --attest type=sbom,generator=docker.io/docker/buildkit-syft-scanner:1.12.0@sha256:ae4f3b554449e7e25548e7d8ccc029d17357348e30c6e3df01b92bc93654d6a9 \
  @block.platformsOption@
  --file "$RECIPE" --output type=oci,dest=target/built/image.tar .
