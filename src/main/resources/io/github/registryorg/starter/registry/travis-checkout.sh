registry=${REGISTRY:-https://github.com/$TRAVIS_REPO_SLUG}
git init -q registry
cd registry
(
  @block.gitToken@
  git fetch -q --no-tags "$registry" "$TRAVIS_COMMIT"
)
git checkout -q --detach FETCH_HEAD
