if ! command -v rsync > /dev/null || ! command -v ssh > /dev/null; then
  sudo=
  if [ "$(id -u)" != 0 ]; then
    sudo=sudo
  fi
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends rsync openssh-client > /dev/null
fi
