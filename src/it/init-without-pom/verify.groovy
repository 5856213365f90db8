for (file in ['pom.xml', 'registry.yaml', 'CODEOWNERS', '.gitattributes', '.github/workflows/validate.yml',
        '.gitlab-ci.yml', '.forgejo/workflows/validate.yml', '.circleci/config.yml', '.travis.yml']) {
    assert new File(basedir, file).isFile() : file
}
assert new File(basedir, 'target/registry-site/v2/index.html').isFile()
assert new File(basedir, 'target/registry-site/index.html').text.contains('Containers of "Acme" &amp; others')

def log = new File(basedir, 'build.log').text
assert log.contains('Clients that can pull everything from nginx: docker, ')
assert log.contains('new: registry.yaml')
assert log.contains('Nothing to propose')
assert !log.contains('[ERROR]')
