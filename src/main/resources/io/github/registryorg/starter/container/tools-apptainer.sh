if ! command -v apptainer > /dev/null; then
  sudo=$(command -v sudo || true)
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends software-properties-common
  $sudo add-apt-repository -y ppa:apptainer/ppa
  $sudo apt-get install -y -qq --no-install-recommends apptainer
fi
