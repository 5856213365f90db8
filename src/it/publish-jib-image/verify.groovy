def target = new File(basedir, 'target')
def contribution = new File(target, 'registry/example/hello')
def tag = new File(contribution, 'manifests/1.0/README.md').text
assert tag.contains('layout: manifests/oci')
assert tag.contains('mediaType: application/vnd.oci.image.manifest.v1+json')

def digest = (tag =~ /digest: (sha256:[0-9a-f]{64})/)[0][1]
def site = new File(target, 'registry-site/v2/example/hello')
assert new File(site, 'manifests/1.0').bytes == new File(site, "manifests/$digest").bytes
assert new File(site, 'tags/list').text == '{"name":"example/hello","tags":["1.0"]}'

def hex = digest.substring(7)
assert new File(contribution, "digests/sha256/${hex.substring(0, 2)}/${hex}.json").bytes == new File(site, "manifests/$digest").bytes

// a store within the contribution is named relative to it, so that both can move
assert new File(contribution, 'README.md').text.contains('\nstore: file:store\n')
def manifest = new groovy.json.JsonSlurper().parse(new File(site, "manifests/$digest"))
([manifest.config] + manifest.layers).each {
    assert new File(target, "registry/store/sha256/${it.digest.substring(7)}").length() == it.size
}

def log = new File(basedir, 'build.log').text
assert log.contains('Published example/hello:1.0')
assert log.contains(':serve -Dregistry.directory=')
assert log.contains('podman pull --tls-verify=false 127.0.0.1:5000/example/hello:1.0')
assert !log.contains('[ERROR]')
assert log.contains('0 errors, 0 warnings.')
