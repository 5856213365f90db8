docker buildx create --name registry --driver docker-container --driver-opt network=host
mvn registry:serve -Dregistry.push=true -Dregistry.run='docker buildx build --builder registry --push --tag $REGISTRY/@code.described@:1.0 .'
mvn registry:pull-request
