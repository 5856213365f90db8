# no key is kept anywhere: AWS gives one for this run's token, for an hour
identity=$(mktemp -d)
trap 'rm -rf "$identity"' EXIT
curl -sS --fail-with-body -K <(printf 'header = "Authorization: Bearer %s"\n' "$ACTIONS_ID_TOKEN_REQUEST_TOKEN") \
  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" |
  sed -n 's/.*"value" *: *"\([^"]*\)".*/\1/p' > "$identity/token"
export AWS_WEB_IDENTITY_TOKEN_FILE="$identity/token"
