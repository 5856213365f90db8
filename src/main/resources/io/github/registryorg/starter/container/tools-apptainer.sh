if ! command -v apptainer > /dev/null; then
  sudo add-apt-repository -y ppa:apptainer/ppa
  sudo apt-get install -y -qq --no-install-recommends apptainer
fi
