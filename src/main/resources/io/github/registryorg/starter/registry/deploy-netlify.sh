(cd target/registry-site && ../tools/node_modules/.bin/netlify deploy --prod --dir=. "--site=$SITE")
