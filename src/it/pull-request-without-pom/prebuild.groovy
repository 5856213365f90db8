def sh(File directory, String... command) {
    def process = new ProcessBuilder(command).directory(directory).redirectErrorStream(true).start()
    def output = process.inputStream.text
    assert process.waitFor() == 0 : output
    output
}

def bare = new File(basedir, 'registry.git')
def work = new File(basedir, 'registry')
work.mkdirs()
sh(basedir, 'git', 'init', '-q', '--bare', '--initial-branch=main', bare.path)
sh(work, 'git', 'init', '-q', '--initial-branch=main')
new File(work, 'registry.yaml').text = 'formatVersion: 1\ntitle: Acme\n'
sh(work, 'git', 'add', '.')
sh(work, 'git', '-c', 'user.name=A', '-c', 'user.email=a@acme.example', 'commit', '-qm', 'A registry')
sh(work, 'git', 'push', '-q', bare.path, 'main')

new File(basedir, 'test.properties').text = """registry.source = hello.txt
registry.repository = example/hello
registry.tags = 1.0
registry.store = file:store
registry.storeUrl = https://storage.acme.example/blobs
registry.registryRepository = ${bare.toURI().toString().replaceFirst('^file:/+', 'file:///')}
"""
return true
