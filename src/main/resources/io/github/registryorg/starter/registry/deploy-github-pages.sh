# the token goes to this server only
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0
GIT_CONFIG_KEY_0="http.$(printf %s "$URL" | cut -d / -f 1-3)/.extraHeader"
GIT_CONFIG_VALUE_0="Authorization: Basic $(printf 'x-access-token:%s' "$PAGES_TOKEN" | base64 -w 0)"
export GIT_AUTHOR_NAME=registry GIT_AUTHOR_EMAIL=registry@localhost
export GIT_COMMITTER_NAME=registry GIT_COMMITTER_EMAIL=registry@localhost
export GIT_DIR="$PWD/target/site.git" GIT_WORK_TREE="$PWD/target/registry-site"
git init -q
git add --all --force
# the custom domain is in a file of the branch, which GitHub writes
if [ -n "$(git ls-remote "$URL" refs/heads/gh-pages)" ]; then
  git fetch -q --depth 1 "$URL" refs/heads/gh-pages
  if domain=$(git rev-parse -q --verify FETCH_HEAD:CNAME); then
    git update-index --add --cacheinfo "100644,$domain,CNAME"
  fi
fi
git commit -q -m "The site of $REVISION"
git push -q --force "$URL" HEAD:refs/heads/gh-pages
