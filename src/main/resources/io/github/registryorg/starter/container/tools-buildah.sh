if ! command -v buildah > /dev/null; then
  sudo apt-get update -qq
  sudo apt-get install -y -qq --no-install-recommends buildah
fi
