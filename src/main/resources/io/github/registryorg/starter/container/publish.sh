mvn -B -ntp registry:publish "-Dregistry.tags=$tags"
