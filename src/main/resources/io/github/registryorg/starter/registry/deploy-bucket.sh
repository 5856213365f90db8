mvn -B -ntp registry:deploy
