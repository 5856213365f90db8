export VERSION=${tag#v}
mvn -B -ntp registry:publish registry:serve "-Dregistry.tags=$tags" \
  -Dregistry.push=true "-Dregistry.run=bash .registry/attach.sh"
