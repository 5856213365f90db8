if ! command -v podman > /dev/null; then
  sudo=$(command -v sudo || true)
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq podman
fi
