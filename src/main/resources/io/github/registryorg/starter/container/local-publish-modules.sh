mvn registry:publish registry:serve -Dregistry.tags=1.0 "-Dregistry.output=$PWD/target/registry" \
  -Dregistry.push=true -Dregistry.run='bash .registry/attach.sh'
