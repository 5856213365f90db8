def log = new File(basedir, 'build.log').text
assert log.contains('[WARNING] KEY_UNKNOWN')
assert log =~ /\[ERROR\] MANIFEST_UNKNOWN acme\/app:1\.0: .* \[acme\/app\/manifests\/1\.0\/README\.md:4\]/
// as the pom that init writes has it, for whoever calls validate without -D
assert log.contains('[ERROR] TAG_SCRIPTABLE acme/app:page.html: github-pages would serve')
assert log =~ /\[ERROR\] FRONT_MATTER_INVALID .*twice.* \[acme\/app\/manifests\/2\.0\/README\.md:4\]/
assert log.contains('Checked 1 repository with 3 tags and 0 blobs: 4 errors, 1 warning.')
assert log.contains('METADATA_INVALID the metadata has 4 errors.')
def reports = new File(basedir, 'target/reports')
assert new File(reports, 'validate.json').text.contains('"verdict" : "failed"')
assert new File(reports, 'validate.md').text.contains('## Failed: 4 errors, 1 warning')
assert ['validate.junit.xml', 'validate.sarif', 'gl-code-quality-report.json'].every { new File(reports, it).text.contains('TAG_SCRIPTABLE') }
assert !log.contains('\tat ')
assert !new File(basedir, 'target/registry-site').exists()
