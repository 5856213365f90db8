# latest, and 1 and 1.4 if FLOATING_TAGS is true, go to the newest stable version only: not to a candidate, nor
# back to the fix of an older version, or where an old job runs again
newest() {
  { echo "$tag"; git tag --list; } | grep -E "^$1(\\.[0-9]+)*\$" | sort -V | tail -n 1
}
tags=${tag#v}
if [ "$tag" = "$(newest 'v[0-9]{1,7}')" ]; then
  tags=$tags,latest
fi
if [ "${FLOATING_TAGS:-}" = true ]; then
  for line in "$(echo "$tag" | cut -d . -f 1)" "$(echo "$tag" | cut -d . -f 1,2)"; do
    if [ "$tag" != "$line" ] && [ "$tag" = "$(newest "${line//./[.]}")" ]; then
      tags=$tags,${line#v}
    fi
  done
fi
