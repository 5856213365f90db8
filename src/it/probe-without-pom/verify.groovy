context['servers'].each { it.stop(0) }

def log = new File(basedir, 'build.log').text
def (right, spoilt) = log.split('Looked at http')[1, 2]
assert right.contains('No client is known to fail here')
assert spoilt.contains('[ERROR] MEDIA_TYPE')
assert spoilt.contains('skopeo')
assert spoilt.contains('unsupported schema version 2')
assert spoilt.contains('REGISTRY_FAULTY')
assert !log.contains('\tat ')

def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/registry-probe.json'))
assert report.url.endsWith(":${context['servers'][1].address.port}/")
assert report.faults.any { it.clients*.client.contains('podman') }
