env -u CLOUDFLARE_API_TOKEN npm install --prefix target/tools --no-save --no-audit --no-fund --ignore-scripts --silent \
  wrangler@4.86.0
