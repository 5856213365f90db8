docker buildx version
if [ -n "${BUILDER_CONTEXT:-}" ]; then
  # buildx takes the certificates of a daemon elsewhere from a context, not from the environment
  docker context create "$BUILDER_CONTEXT"
fi
