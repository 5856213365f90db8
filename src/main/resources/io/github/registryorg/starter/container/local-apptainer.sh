apptainer build --fakeroot target/built/image.sif FILE.def
mvn registry:publish -Dregistry.tags=1.0
mvn registry:pull-request
