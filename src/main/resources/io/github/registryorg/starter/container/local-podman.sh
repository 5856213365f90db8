mvn registry:serve -Dregistry.push=true -Dregistry.run='podman build --tag image . && podman push --tls-verify=false image $REGISTRY/@code.described@:1.0'
mvn registry:pull-request
