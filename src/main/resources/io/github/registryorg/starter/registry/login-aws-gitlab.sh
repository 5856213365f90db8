# no key is kept anywhere: AWS gives one for this job's token, for an hour
identity=$(mktemp -d)
trap 'rm -rf "$identity"' EXIT
printf %s "$AWS_TOKEN" > "$identity/token"
export AWS_WEB_IDENTITY_TOKEN_FILE="$identity/token"
