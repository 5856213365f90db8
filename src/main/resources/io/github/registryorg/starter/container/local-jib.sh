mvn package jib:buildTar registry:publish -Dregistry.tags=1.0
mvn registry:pull-request
