// Reads pipelines as gitlab-ci-local does, and validates them by GitLab's published schema, which it brings.
//
//   node pipelines.js PACKAGE FILE...
//
// PACKAGE is where gitlab-ci-local is installed; files are relative to the current directory, the root of a clone.
// Prints a line for each: {"jobs": [names], "errors": [what is wrong]}.
'use strict';

const [directory, ...files] = process.argv.slice(2);
const Ajv = require(require.resolve('ajv', { paths: [directory] })).default;
const { Argv } = require(directory + '/src/argv.js');
const { GitData } = require(directory + '/src/git-data.js');
const { Parser } = require(directory + '/src/parser.js');
const { WriteStreamsMock } = require(directory + '/src/write-streams.js');

// as src/validator.js has it, but compiled once
const valid = new Ajv({
  allErrors: true,
  allowUnionTypes: true,
  validateFormats: false,
  strictTypes: false,
  keywords: ['markdownDescription'],
}).compile(require(directory + '/src/schema').default);

// all files are in one clone, which is asked once
const asked = GitData.init;
let answer;
GitData.init = (...given) => (answer ??= asked.apply(GitData, given));

async function judge(file) {
  const streams = new WriteStreamsMock();
  const options = { cwd: '.', file, jsonSchemaValidation: false, variable: ['CI_COMMIT_BRANCH=main'] };
  try {
    const parser = await Parser.create(await Argv.build(options, streams), streams, 0, []);
    const errors = valid(parser.gitlabData) ? [] : valid.errors.map((error) => `${error.instancePath} ${error.message}`);
    return { jobs: parser.jobs.map((job) => job.name), errors };
  } catch (error) {
    return { jobs: [], errors: [error.message] };
  }
}

(async () => {
  for (const file of files) {
    console.log(JSON.stringify(await judge(file)));
  }
})();
