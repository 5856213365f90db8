def tag = new File(basedir, 'target/registry/example/hello/manifests/latest/README.md').text
assert tag.contains('artifactType: application/vnd.unknown.artifact.v1')
assert new File(basedir, 'target/registry-site/v2/example/hello/tags/list').text == '{"name":"example/hello","tags":["1.0","latest"]}'

// printf 'Hello\n' | sha256sum
def hello = new File(basedir, 'store/sha256/66a045b452102c59d840ec097d59d9467e13a3f34f6494e539ffd32c1bb35f18')
assert hello.text == 'Hello\n'

def log = new File(basedir, 'build.log').text
assert log.contains('Published example/hello:1.0, example/hello:latest')
assert log.contains('registry.source')
assert !log.contains('[ERROR]')
