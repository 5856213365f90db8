package io.github.registryorg.source;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Compression;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.oci.MediaTypeFault;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Causes;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Holds the content of an image against its media types. */
abstract class TypeCheck {

    final String subject;
    private final Set<Checked> checked = new HashSet<>();

    private TypeCheck(String subject) {
        this.subject = subject;
    }

    /** Of what was built here: it can be built again, and is refused. */
    static TypeCheck refusing(String subject) {
        return new Refusing(subject);
    }

    /**
     * Of what others have built and can be copied only as it is. Layers that should not be compressed, which are few, are begun
     * to be read for it; the others are looked at while they are read anyway.
     */
    static TypeCheck warning(String subject, Consumer<Problem> warnings) {
        return new Warning(subject, warnings);
    }

    abstract void manifest(RawManifest manifest);

    /** The same blob, which may be looked at while it is read. */
    abstract Blob layer(Blob blob, LayerFormat format);

    /** What is refused, in the order in which it was found. */
    abstract List<Problem> errors();

    /** Once for each way in which a blob is declared, however many manifests share it. */
    final Blob blob(Blob blob, LayerFormat format) {
        return format != LayerFormat.OTHER && checked.add(new Checked(blob.digest(), format))
                ? layer(blob, format)
                : blob;
    }

    private static byte[] start(Blob blob) throws IOException {
        try (InputStream in = blob.content().open()) {
            return in.readNBytes(Compression.MAGIC_LENGTH);
        }
    }

    private record Checked(Digest blob, LayerFormat format) {}

    private static final class Refusing extends TypeCheck {

        private final Set<Problem> errors = new LinkedHashSet<>();

        Refusing(String subject) {
            super(subject);
        }

        @Override
        void manifest(RawManifest raw) {
            if (raw.manifest() instanceof ImageManifest image) {
                MediaTypeFault.of(image).ifPresent(fault -> refuse(fault, "the manifest " + raw.digest()));
            }
        }

        @Override
        Blob layer(Blob blob, LayerFormat format) {
            try {
                MediaTypeFault.of(format, start(blob)).ifPresent(fault -> refuse(fault, "the layer " + blob.digest()));
            } catch (IOException e) {
                throw Failures.of(
                        Problem.of(ProblemCode.IO_FAILED, subject, "the layer " + blob.digest() + " can't be read")
                                .because(Causes.message(e))
                                .hint("Check the source, then run the same command again."),
                        e);
            }
            return blob;
        }

        private void refuse(MediaTypeFault fault, String part) {
            errors.add(fault.problem(subject, part).as(ProblemCode.MEDIA_TYPE_INVALID));
        }

        @Override
        List<Problem> errors() {
            return List.copyOf(errors);
        }
    }

    private static final class Warning extends TypeCheck {

        private final Consumer<Problem> warnings;

        Warning(String subject, Consumer<Problem> warnings) {
            super(subject);
            this.warnings = warnings;
        }

        @Override
        void manifest(RawManifest manifest) {
            // the metadata that is made of it is checked for that, with a warning
        }

        @Override
        Blob layer(Blob blob, LayerFormat format) {
            if (format == LayerFormat.COMPRESSED) {
                return blob.observed(start -> warn(blob, format, start));
            }
            try {
                warn(blob, format, start(blob));
            } catch (IOException | RegistryException e) {
                // if it is needed, it is missed when it is copied
            }
            return blob;
        }

        private void warn(Blob blob, LayerFormat format, byte[] start) {
            MediaTypeFault.of(format, start)
                    .ifPresent(fault -> warnings.accept(fault.problem(subject, "the layer " + blob.digest())));
        }

        @Override
        List<Problem> errors() {
            return List.of();
        }
    }
}
