mvn package registry:publish -Dregistry.tags=1.0
mvn registry:pull-request
