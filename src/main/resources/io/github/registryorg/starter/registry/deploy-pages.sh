export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.extraHeader GIT_CONFIG_VALUE_0
GIT_CONFIG_VALUE_0="Authorization: Basic $(printf 'x-access-token:%s' "$TOKEN" | base64 -w 0)"
export GIT_AUTHOR_NAME=registry GIT_AUTHOR_EMAIL=registry@localhost
export GIT_COMMITTER_NAME=registry GIT_COMMITTER_EMAIL=registry@localhost
revision=$(git rev-parse HEAD)
export GIT_DIR="$PWD/target/site.git" GIT_WORK_TREE="$PWD/target/registry-site"
git init -q
git add --all --force
git commit -q -m "The site of $revision"
git push -q --force "$URL" HEAD:refs/heads/gh-pages
