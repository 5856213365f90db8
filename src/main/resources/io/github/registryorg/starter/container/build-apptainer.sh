mkdir -p target
apptainer build --fakeroot target/image.sif "$RECIPE"
