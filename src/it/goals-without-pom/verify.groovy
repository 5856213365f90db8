def tag = new File(basedir, 'target/registry/example/hello/manifests/latest/README.md').text
assert tag.contains('artifactType: application/vnd.unknown.artifact.v1')
assert new File(basedir, 'target/registry-site/v2/example/hello/tags/list').text == '{"name":"example/hello","tags":["1.0","latest"]}'

// printf 'Hello\n' | sha256sum
def hello = new File(basedir, 'store/sha256/66a045b452102c59d840ec097d59d9467e13a3f34f6494e539ffd32c1bb35f18')
assert hello.text == 'Hello\n'

def log = new File(basedir, 'build.log').text
assert log.contains('Published example/hello:1.0, example/hello:latest')
// help of one goal, of all in the order of the work, and all of it in longer lines
assert log.contains('User property: registry.source')
assert log.contains('  publish       Stores the blobs of an image, and writes its metadata.')
assert log.indexOf('  publish  ') < log.indexOf('  validate  ') && log.indexOf('  validate  ') < log.indexOf('  deploy  ')
assert log =~ '    mvn io\\.github\\.registry-org:registry-maven-plugin:\\S+:site -Dregistry\\.host=github-pages'
assert log.readLines().any { it.length() in 81..100 && it.startsWith('      ') }
assert !log.contains('[ERROR]')
