package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogoFileTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};

    @TempDir
    private Path root;

    private final List<Problem> problems = new ArrayList<>();

    private Optional<LogoFile> read() {
        return LogoFile.read(new DirectoryTree(root), problems::add);
    }

    private void svg(String inner) throws IOException {
        Files.writeString(
                root.resolve("logo.svg"),
                inner.startsWith("\uFEFF")
                                || inner.startsWith("<?")
                                || inner.startsWith("<!")
                                || inner.startsWith("<svg")
                        ? inner
                        : "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>" + inner
                                + "</svg>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<path d='M0 0h1'/>",
                "<defs><linearGradient id='a'/></defs><rect fill='url(#a)'/><use xlink:href='#b'/>",
                "<style>.a { fill: url(#b) } rect { stroke: #123456 }</style>",
                "<title>Acme &amp; Co</title><image href='data:image/png;base64,iVBORw0KGgo='/>",
                "<metadata><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></metadata>",
                "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
                "\uFEFF<?xml version='1.0' encoding='utf-8'?><svg xmlns='http://www.w3.org/2000/svg'/>",
                "<title>javascript: an image(1) of url(https://acme.example/)</title>"
            })
    void svg_thatIsAPicture_isRead(String inner) throws IOException {
        svg(inner);
        assertThat(read()).isPresent();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<s:script xmlns:s='http://www.w3.org/2000/svg'/>",
                "<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>",
                "<rect onload='alert(1)'/>",
                "<rect ONCLICK='alert(1)'/>",
                "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
                "<a href='javascript:alert(1)'><rect/></a>",
                "<use href='https://evil.example/x.svg#a'/>",
                "<use xlink:href='data:image/svg+xml;base64,PHN2Zz4='/>",
                "<image href='//evil.example/x.png'/>",
                "<set attributeName='href' to='javascript:alert(1)'/>",
                "<animate attributeName='onclick'/>",
                "<style>@import 'https://evil.example/';</style>",
                "<style>rect { fill: url(https://evil.example/) }</style>",
                "<style>@im<!-- -->port 'https://evil.example/';</style>",
                "<style>@im<![CDATA[port 'https://evil.example/';]]></style>",
                "<style>@im<desc/>port 'https://evil.example/';</style>",
                "<style>@&#105;mport 'https://evil.example/';</style>",
                "<style>@font-face { src: src('https://evil.example/') }</style>",
                "<g xml:base='https://evil.example/'><use href='#a'/></g>",
                "<?xml version='1.0' encoding='IBM037'?><svg xmlns='http://www.w3.org/2000/svg'/>",
                "<?xml version='1.0' encoding='ISO-2022-JP'?><svg xmlns='http://www.w3.org/2000/svg'/>",
                "<style>rect { fill: \\75rl(https://evil.example/) }</style>",
                "<rect style='fill: url(//evil.example)'/>",
                "<rect fill='url( http://evil.example)'/>",
                "<?xml-stylesheet href='https://evil.example/'?><svg xmlns='http://www.w3.org/2000/svg'/>",
                "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
                "<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>",
                "<svg/>",
                "<svg xmlns='http://www.w3.org/2000/svg'>",
                "<rect/></svg><svg>",
                "<x:iframe xmlns:x='http://elsewhere.example/'/>"
            })
    void svg_thatMayDoMore_isReported(String inner) throws IOException {
        svg(inner);
        assertThat(read()).isEmpty();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.LOGO_IGNORED);
            assertThat(problem.subject()).isEqualTo("logo.svg");
            assertThat(problem.hint()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "IBM037", "ISO-8859-1"})
    void svg_thatOtherReadersMayTakeForAnother_isReported(String charset) throws IOException {
        String image = "<svg xmlns='http://www.w3.org/2000/svg'><title>\u00e9</title></svg>";
        Files.write(root.resolve("logo.svg"), image.getBytes(Charset.forName(charset)));
        assertThat(read()).isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.LOGO_IGNORED);
    }

    @Test
    void png_isReadByItsSignature() throws IOException {
        Files.write(root.resolve("logo.png"), PNG);
        assertThat(read())
                .hasValueSatisfying(logo -> assertThat(logo.isVector()).isFalse());

        Files.writeString(root.resolve("logo.png"), "<script>");
        assertThat(read()).isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.LOGO_IGNORED);
    }

    @Test
    void logo_tooLargeOrTwice_isReported() throws IOException {
        Files.write(root.resolve("logo.png"), Arrays.copyOf(PNG, 256 * 1024 + 1));
        assertThat(read()).isEmpty();
        Files.write(root.resolve("logo.png"), PNG);
        svg("<path/>");
        assertThat(read()).isEmpty();
        assertThat(problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.LOGO_IGNORED, ProblemCode.LOGO_IGNORED);
    }

    @Test
    void logo_absent_isNoProblem() {
        assertThat(read()).isEmpty();
        assertThat(problems).isEmpty();
    }
}
