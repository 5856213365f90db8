keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT
(umask 077; printf '%s\n' "$SSH_KEY" > "$keys/key"; printf '%s\n' "$SSH_KNOWN_HOSTS" > "$keys/known_hosts")
unset SSH_KEY
RSYNC_RSH="ssh -F none -p $SSH_PORT -i $keys/key -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=yes"
export RSYNC_RSH="$RSYNC_RSH -o UserKnownHostsFile=$keys/known_hosts -o GlobalKnownHostsFile=/dev/null"
# blobs come before the manifests that name them, and manifests before the tags that do; what nothing names any more
# goes at the end
rsync -a --prune-empty-dirs --include='*/' --include='/v2/**/blobs/*' --exclude='*' target/registry-site/ "$DIRECTORY"
rsync -a --exclude=/-/host --exclude=.htaccess target/registry-site/ "$DIRECTORY"
rsync -a --delete-delay target/registry-site/ "$DIRECTORY"
