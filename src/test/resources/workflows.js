// Validates workflows by GitHub's published schema, by action-validator.
//
//   node workflows.js VALIDATOR FILE...
//
// VALIDATOR is the file of @action-validator/core. Prints a line for each file: a list of what is wrong.
'use strict';

const { readFileSync } = require('node:fs');

const [validator, ...files] = process.argv.slice(2);
const { validateWorkflow } = require(validator);
for (const file of files) {
  console.log(JSON.stringify(validateWorkflow(readFileSync(file, 'utf8')).errors));
}
