mvn registry:publish registry:serve -Dregistry.tags=1.0 -Dregistry.push=true -Dregistry.run='bash .registry/attach.sh'
