mkdir -p target/built
apptainer build --force --fakeroot target/built/image.sif "$RECIPE"
