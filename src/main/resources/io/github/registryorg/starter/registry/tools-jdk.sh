apt-get update -qq
apt-get install -y -qq --no-install-recommends maven openjdk-17-jdk-headless > /dev/null
