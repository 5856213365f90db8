mvn -B -ntp registry:publish "-Dregistry.tags=$tags" "-Dregistry.output=$PWD/target/registry"
