# no key is kept anywhere: AWS gives one for this run's token, for an hour
: "${AWS_ROLE_ARN:?is not set: see .registry/README.md}"
identity=$(mktemp -d)
trap 'rm -rf "$identity"' EXIT
printf 'Authorization: Bearer %s\n' "$ACTIONS_ID_TOKEN_REQUEST_TOKEN" |
  curl -fsS -H @- "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" |
  sed -n 's/.*"value" *: *"\([^"]*\)".*/\1/p' > "$identity/token"
export AWS_WEB_IDENTITY_TOKEN_FILE="$identity/token"
unset ACTIONS_ID_TOKEN_REQUEST_TOKEN
