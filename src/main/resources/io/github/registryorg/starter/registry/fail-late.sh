if [ -e target/errors ]; then
  echo "registry:validate found errors; see above. What has none was deployed, and what was taken down is gone." >&2
  exit 1
fi
