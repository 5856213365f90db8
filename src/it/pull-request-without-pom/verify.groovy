def git(String... arguments) {
    def process = (['git', "--git-dir=${new File(basedir, 'registry.git')}"] + arguments.toList()).execute()
    def output = process.text
    assert process.waitFor() == 0
    output.readLines()
}

def branches = git('branch', '--format=%(refname:short)').findAll { it != 'main' }
assert branches.size() == 1
assert git('rev-list', "main..${branches[0]}").size() == 1
def changed = git('diff', '--name-only', "main...${branches[0]}")
assert changed.contains('example/hello/manifests/1.0/README.md')
assert changed.every { it.startsWith('example/hello/') }

def log = new File(basedir, 'build.log').text
assert !log.contains('[ERROR]')
assert !log.contains('\tat ')
