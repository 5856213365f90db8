['one', 'two'].each { module ->
  def contribution = new File(basedir, "$module/target/registry/example/$module")
  assert new File(contribution, 'manifests/3.1/README.md').isFile()
  assert new File(contribution, 'README.md').text.contains('store: https://storage.example/acme\n')
}
assert !new File(basedir, 'target/registry').exists()

assert new File(basedir, 'store/sha256').list().findAll { it.length() == 64 }.size() == 2

def log = new File(basedir, 'build.log').text
assert log.contains('Nothing to publish: org.example:reactor builds no image.')
