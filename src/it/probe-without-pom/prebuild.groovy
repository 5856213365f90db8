import com.sun.net.httpserver.HttpServer

// what a right registry answers, from the files of the site that the build makes
def serve(spoilt) {
    def server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
    server.createContext('/') { exchange ->
        def path = exchange.requestURI.path
        def file = new File(basedir, 'target/registry-site' + (path.endsWith('/') ? path + 'index.html' : path))
        def body = file.file ? file.bytes : '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"not here"}]}'.bytes
        def status = file.file ? 200 : 404
        def type = 'application/json'
        if (path.contains('/referrers/')) {
            type = 'application/vnd.oci.image.index.v1+json'
            if (!file.file) {
                status = 200
                body = """{"schemaVersion":2,"mediaType":"$type","manifests":[]}""".bytes
            }
        } else if (file.file && path.contains('/manifests/')) {
            type = spoilt ? 'application/octet-stream' : 'application/vnd.oci.image.manifest.v1+json'
        } else if (file.file && path.contains('/blobs/')) {
            type = 'application/octet-stream'
        }
        exchange.responseHeaders.set('Content-Type', type)
        exchange.responseHeaders.set('Access-Control-Allow-Origin', '*')
        exchange.responseHeaders.set('Docker-Distribution-Api-Version', 'registry/2.0')
        if (status == 200 && path =~ '/(manifests|blobs)/') {
            def hex = java.security.MessageDigest.getInstance('SHA-256').digest(body).encodeHex()
            exchange.responseHeaders.set('Docker-Content-Digest', 'sha256:' + hex)
        }
        if (exchange.requestMethod == 'HEAD') {
            exchange.responseHeaders.set('Content-Length', body.length as String)
            exchange.sendResponseHeaders(status, -1)
        } else {
            exchange.sendResponseHeaders(status, body.length ?: -1)
            exchange.responseBody.write(body)
        }
        exchange.close()
    }
    server.start()
    server
}

def publish = '''registry.source = hello.txt
registry.repository = example/hello
registry.tags = 1.0
registry.store = file:store
registry.host = local
registry.blobs = copy
'''
context['servers'] = [false, true].collect { serve(it) }
def address = { "registry.url = http://127.0.0.1:${context['servers'][it].address.port}\n" }
new File(basedir, 'test.properties').text = publish + address(0)
new File(basedir, 'spoilt.properties').text = address(1)
return true
