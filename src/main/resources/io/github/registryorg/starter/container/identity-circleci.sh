# no key is kept anywhere: AWS gives one for this job's token, for an hour
: "${AWS_ROLE_ARN:?is not set: see .registry/README.md}"
identity=$(mktemp -d)
trap 'rm -rf "$identity"' EXIT
printf %s "$CIRCLE_OIDC_TOKEN_V2" > "$identity/token"
export AWS_WEB_IDENTITY_TOKEN_FILE="$identity/token"
unset CIRCLE_OIDC_TOKEN CIRCLE_OIDC_TOKEN_V2
