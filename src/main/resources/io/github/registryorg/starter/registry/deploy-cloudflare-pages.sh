export WRANGLER_SEND_METRICS=false
target/tools/node_modules/.bin/wrangler pages deploy target/registry-site "--project-name=$PROJECT" \
  "--branch=$BRANCH" --commit-dirty=true
