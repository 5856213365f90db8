mvn registry:serve -Dregistry.push=true -Dregistry.run='podman build --no-cache --platform @code.platformList@ --manifest images . && podman manifest push --all --tls-verify=false images docker://$REGISTRY/@code.described@:1.0'
mvn registry:pull-request
