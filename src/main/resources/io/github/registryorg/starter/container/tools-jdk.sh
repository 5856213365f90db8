if ! command -v mvn > /dev/null; then
  sudo=$(command -v sudo || true)
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends maven openjdk-17-jdk-headless
fi
