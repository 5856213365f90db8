env -u NETLIFY_AUTH_TOKEN npm install --prefix target/tools --no-save --no-audit --no-fund --ignore-scripts --silent \
  netlify-cli@27.10.2
